import { stepSampleRatio } from '../../evidence/sample-ratio.ts';
import { logEvidence, nothingSpent, spend } from '../../evidence/spending.ts';
import { requestsIn } from '../../ticks/requests.ts';
import { own, type Tick } from '../../ticks/tick.ts';
import type { Context } from '../context.ts';
import type { SampleRatio } from '../state.ts';
import type { TrialState } from '../guardrail-state.ts';
import { countInWords, partInWords } from '../words/numbers.ts';

/** The chance that versions which are selected as intended are ever taken for a mismatch. Of its own: nothing rolls back. */
const risk = 0.001;

/** The evidence at which there is a mismatch. */
export const mismatchLine: number = -Math.log(risk);

/**
 * A tick's requests against its intended weights. Only where those are known and each request is drawn anew: of users only
 * their requests are counted, and those of one user come together.
 */
export function withTick(
  ratio: SampleRatio,
  { policy, versions }: Context,
  tick: Tick,
): SampleRatio {
  if (!tick.weights || policy.randomise === 'user') return ratio;
  const { canary, baseline } = versions;
  const units = { [canary]: requestsIn(tick, canary), [baseline]: requestsIn(tick, baseline) };
  const weights = {
    [canary]: own(tick.weights, canary) ?? 0,
    [baseline]: own(tick.weights, baseline) ?? 0,
  };
  const { state, increments } = stepSampleRatio(ratio.stratum, { units, weights });
  if (!increments) return { ...ratio, stratum: state };
  return { stratum: state, spending: spend(ratio.spending, increments, Infinity) };
}

export function mismatchEvidence({ spending }: SampleRatio): number {
  return logEvidence(spending, [1]);
}

/** The comparisons' evidence is thrown away, which can only lower it: so what comes after a release is within the risk. */
export function withoutEvidence(trial: TrialState): TrialState {
  return trial.map((guardrail) => ({
    ...guardrail,
    block: null,
    soundness: 0,
    judged: false,
    checks: guardrail.checks.map((check) =>
      'sustained' in check
        ? check
        : { ...check, spending: { ...nothingSpent, steps: check.spending.steps } },
    ),
  }));
}

/** Who was selected how often, and how often it should have been. */
export function mismatchInWords({ versions }: Context, { stratum }: SampleRatio): string {
  let all = 0;
  for (const { units } of stratum) all += units;
  const canary = stratum.find(({ version }) => version === versions.canary);
  if (!canary) return 'the versions are not selected as often as their weights say';
  return (
    `${versions.canary} was selected for ${partInWords(canary.units / all)} ` +
    `of ${countInWords(all)} requests, and its weight is ${partInWords(canary.share)}: the comparisons are void`
  );
}
