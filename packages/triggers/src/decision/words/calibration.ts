import type { Context } from '../context.ts';
import { type CalibrationOutcomes, factorOf, levelOf } from '../calibration.ts';

/** How much worse the canary's users may be than the baseline's by themselves, for the first attempt. */
export function calibrationInWords(
  { policy, versions }: Context,
  outcomes: CalibrationOutcomes,
): string {
  const { canary, baseline } = versions;
  const level = levelOf(policy, outcomes, 1);
  const bounds = policy.guardrails.flatMap((guardrail) => {
    const groups = outcomes.find(({ name }) => name === guardrail.name);
    if (!groups) return [];
    const factor = factorOf(guardrail, groups, level);
    return factor === Infinity
      ? [`${guardrail.name} cannot be compared, since too little was bad`]
      : [
          `${guardrail.name} of the users of ${canary} are at most ${+factor.toPrecision(4)} times as bad`,
        ];
  });
  const found = bounds.length > 0 ? bounds.join(', ') : 'nothing of it can be calibrated';
  return `both groups were served ${baseline}: ${found}`;
}
