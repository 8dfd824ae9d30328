import type { ModelPolicy } from '../../policy/model.ts';
import type { Pair } from '../../ticks/tick.ts';
import type { CalibrationOutcomes } from '../calibration.ts';

/** How the groups differ by themselves. */
export function calibrationInWords(
  _policy: ModelPolicy,
  { baseline }: Pair<string>,
  outcomes: CalibrationOutcomes,
): string {
  return `both groups were served ${baseline} and compared by ${outcomes.map(({ name }) => name).join(', ')}`;
}
