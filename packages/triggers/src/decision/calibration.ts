import type { Guardrail, ModelPolicy } from '../policy/model.ts';
import { addSamples, isOf, noSample, type Sample } from '../ticks/samples/sample.ts';
import { sampleOf, type Pair, type Tick } from '../ticks/tick.ts';
import type { DecisionState } from './state.ts';

/** What the groups did while both were served the baseline, by guardrail; of proportions and rates. */
export type CalibrationOutcomes = readonly (Pair<Sample> & { readonly name: string })[];

/** Whether the groups are compared with each other before the canary is served. */
export function calibrates({ randomise, calibrate }: ModelPolicy): boolean {
  return randomise === 'user' && calibrate > 0;
}

/** Only for these it is known how far the groups can differ by themselves. */
function canBeCalibrated({ type, tolerance }: Guardrail): boolean {
  return (type === 'proportion' || type === 'rate') && tolerance !== undefined;
}

export function noCalibration({ guardrails }: ModelPolicy): CalibrationOutcomes {
  return guardrails.filter(canBeCalibrated).map(({ name, type }) => {
    const none = noSample(type);
    return { name, canary: none, baseline: none };
  });
}

export function withCalibration(
  outcomes: CalibrationOutcomes,
  tick: Tick,
  versions: Pair<string>,
): CalibrationOutcomes {
  return outcomes.map(({ name, canary, baseline }) => {
    const add = (to: Sample, version: string): Sample => {
      const sample = sampleOf(tick, version, name);
      if (sample && isOf(to, 'rate') && isOf(sample, 'rate')) return addSamples('rate', to, sample);
      if (sample && isOf(to, 'proportion') && isOf(sample, 'proportion')) {
        return addSamples('proportion', to, sample);
      }
      return to;
    };
    return {
      name,
      canary: add(canary, versions.canary),
      baseline: add(baseline, versions.baseline),
    };
  });
}

/** The policy that an attempt is judged by: what the groups may differ by on their own is tolerated on top. */
export function judgingPolicy(policy: ModelPolicy, state: DecisionState): ModelPolicy {
  if (!state.calibration || !('attempt' in state)) return policy;
  return calibrated(policy, state.calibration, state.attempt);
}

/**
 * The policy of an attempt whose groups have been calibrated: how much worse the canary's group may be by itself multiplies
 * what is tolerated of it.
 */
export function calibrated(
  policy: ModelPolicy,
  _outcomes: CalibrationOutcomes,
  _attempt: number,
): ModelPolicy {
  return policy;
}
