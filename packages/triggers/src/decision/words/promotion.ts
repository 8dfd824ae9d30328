import type { Context } from '../context.ts';
import type { CheckState, TrialState } from '../guardrail-state.ts';
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
    const known = trial[place];
    const evidence = (known?.soundness ?? 0).toFixed(2);
    const harm = harmInWords(guardrail, isRare(known?.checks[tested]));
    return `${guardrail.name} is not worse than tolerated by ${harm} or more, evidence ${evidence} >= ${line.toFixed(2)}`;
  });
  return `${versions.canary} becomes the baseline: ${shown.join('; ')} (at a risk of ${partInWords(badPromotion)})`;
}

/** Whether the outcomes have turned out to be rare ones; undefined for what is neither. */
function isRare(check: CheckState | undefined): boolean | undefined {
  if (!check || 'sustained' in check) return undefined;
  const { statistic } = check;
  if (typeof statistic !== 'object' || statistic === null || !('kind' in statistic))
    return undefined;
  return statistic.kind === 'rare';
}
