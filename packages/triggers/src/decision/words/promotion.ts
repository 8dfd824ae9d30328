import type { Context } from '../context.ts';
import type { TrialState } from '../guardrail-state.ts';
import { harmInWords } from './guarantee/harm.ts';
import { durationInWords, partInWords } from './numbers.ts';

/** What every guardrail has shown, so that the canary becomes the baseline. */
export function promotionInWords(
  { policy, plan, versions }: Context,
  trial: TrialState,
  line: number,
): string {
  const { badPromotion } = policy.risk;
  const shown = plan.members.map(({ guardrail, tested, place }) => {
    if (tested === undefined) {
      return `${guardrail.name} has been below the release line for ${durationInWords(policy.rollout.dwell)}`;
    }
    const evidence = (trial[place]?.soundness ?? 0).toFixed(2);
    return `${guardrail.name} is not worse than tolerated by ${harmInWords(guardrail)} or more, evidence ${evidence} >= ${line.toFixed(2)}`;
  });
  return `${versions.canary} becomes the baseline: ${shown.join('; ')} (at a risk of ${partInWords(badPromotion)})`;
}
