import type { Reading } from '../recordings/recording.ts';
import { counted } from '../words/counts.ts';
import type { RecordedTicks } from './recorded-ticks.ts';

/**
 * Why a recording says nothing about a comparison, if it does not.
 *
 * @param needed versions without which there is none
 * @param guardrails the names of all
 * @param unobserved the names of those that were never observed
 */
export function nothingToJudge(
  { read, skipped, firstSkipped }: Reading,
  recorded: RecordedTicks,
  needed: readonly string[],
  guardrails: readonly string[],
  unobserved: readonly string[],
): string | undefined {
  if (read === 0) {
    return firstSkipped === undefined
      ? 'the recording is empty'
      : `no line could be read, the first of ${skipped} is ${firstSkipped}`;
  }
  const missing = needed.find((version) => recorded.missing.has(version));
  if (missing !== undefined) {
    return `there is no outcome of version "${missing}" but of ${recorded.present.list()}`;
  }
  if (unobserved.length < guardrails.length) return undefined;
  if (recorded.late > 0) {
    return `${counted(recorded.late, 'outcome')} came later than lateness allows, and nothing is left to judge`;
  }
  if (recorded.repeated > 0) {
    return `${counted(recorded.repeated, 'outcome')} had an id that counted before, and nothing is left to judge`;
  }
  if (recorded.calibration > 0) {
    return `${counted(recorded.calibration, 'tick')} of calibration did not count as evidence, and nothing is left to judge`;
  }
  const others = recorded.ignored.size > 0 ? recorded.ignored.list() : 'none';
  const whom = needed.length > 1 ? 'both versions' : needed.join();
  return `no guardrail (${unobserved.join(', ')}) is observed for ${whom}; other metrics: ${others}`;
}
