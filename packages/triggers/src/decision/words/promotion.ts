import ms from 'ms';

import type { Guardrail } from '../../policy/model.ts';
import type { Context } from '../context.ts';
import { planOf } from '../plan.ts';
import type { TrialState } from '../trial.ts';
import { partInWords, valueInWords } from './numbers.ts';

/** What every guardrail has shown, so that the canary becomes the baseline. */
export function promotionInWords(
  { policy, versions }: Context,
  trial: TrialState,
  line: number,
): string {
  const { badPromotion } = policy.risk;
  const shown = planOf(policy).members.map(({ guardrail, tested, place }) => {
    if (tested === undefined) {
      return `${guardrail.name} has been below the release line for ${ms(policy.rollout.dwell)}`;
    }
    const evidence = (trial[place]?.soundness ?? 0).toFixed(2);
    return `${guardrail.name} is not worse than tolerated by ${harmInWords(guardrail)} or more, evidence ${evidence} >= ${line.toFixed(2)}`;
  });
  return `${versions.canary} becomes the baseline: ${shown.join('; ')} (at a risk of ${partInWords(badPromotion)})`;
}

function harmInWords(guardrail: Guardrail): string {
  if (!('harm' in guardrail) || guardrail.harm === undefined) return 'its harm';
  const { harm, tolerance } = guardrail;
  if (guardrail.type === 'mean')
    return valueInWords('absolute' in harm ? harm.absolute : 0, guardrail.unit);
  const absolute = tolerance && 'absolute' in tolerance && tolerance.absolute > 0;
  if (absolute && 'absolute' in harm) return `${+(100 * harm.absolute).toPrecision(4)} points`;
  return 'relative' in harm ? partInWords(harm.relative) : '';
}
