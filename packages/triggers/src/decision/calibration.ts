import type { Guardrail, ModelPolicy } from '../policy/model.ts';
import {
  calibratedProportion,
  calibratedRate,
  proportionFactor,
  rateFactor,
} from '../evidence/calibration.ts';
import { badCount } from '../ticks/bad.ts';
import { addSamples, isObserved, isOf, noSample, type Sample } from '../ticks/samples/sample.ts';
import { sampleOf, type Pair, type Tick } from '../ticks/tick.ts';
import { attemptRisk } from './risk.ts';
import type { DecisionState } from './state.ts';

/** What the groups did while both were served the baseline, by guardrail; of proportions and rates. */
export type CalibrationOutcomes = readonly (Pair<Sample> & { readonly name: string })[];

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

/** What a policy came to with the outcomes of a calibration, for the attempt that asked last: every tick asks. */
const known = new WeakMap<
  CalibrationOutcomes,
  { readonly policy: ModelPolicy; readonly attempt: number; readonly judging: ModelPolicy }
>();

/**
 * The policy of an attempt whose groups have been calibrated: how much worse the canary's group may be by itself multiplies
 * what is tolerated of it. The chance that one of these bounds is wrong is half of the attempt's risk.
 */
export function calibrated(
  policy: ModelPolicy,
  outcomes: CalibrationOutcomes,
  attempt: number,
): ModelPolicy {
  const found = known.get(outcomes);
  if (found?.policy === policy && found.attempt === attempt) return found.judging;
  const guardrails = policy.guardrails.map((guardrail) => {
    const groups = outcomes.find(({ name }) => name === guardrail.name);
    return groups
      ? withFactor(guardrail, factorOf(guardrail, groups, levelOf(policy, outcomes, attempt)))
      : guardrail;
  });
  const judging = { ...policy, guardrails };
  known.set(outcomes, { policy, attempt, judging });
  return judging;
}

/** The chance that the bound of one guardrail may be wrong: half of the attempt's risk, shared by all that are calibrated. */
export function levelOf(
  policy: ModelPolicy,
  outcomes: CalibrationOutcomes,
  attempt: number,
): number {
  return attemptRisk(policy, attempt) / 2 / outcomes.length;
}

/** How many times as bad the canary's group may be by itself. */
export function factorOf(guardrail: Guardrail, groups: Pair<Sample>, level: number): number {
  const { canary, baseline } = groups;
  if (!isObserved(canary) || !isObserved(baseline)) return Infinity;
  if (
    guardrail.type === 'proportion' &&
    isOf(canary, 'proportion') &&
    isOf(baseline, 'proportion')
  ) {
    const { worse, expected } = guardrail;
    const bad = { canary: badCount(canary, worse), baseline: badCount(baseline, worse) };
    if (expected === undefined) return proportionFactor(bad, level);
    return proportionFactor(bad, level, worse === 'higher' ? expected : 1 - expected);
  }
  if (guardrail.type === 'rate' && isOf(canary, 'rate') && isOf(baseline, 'rate')) {
    return rateFactor({ canary, baseline }, level, guardrail.worse);
  }
  return 1;
}

/** Where nothing is known of the groups, nothing can be compared: the limits remain. */
function withFactor(guardrail: Guardrail, factor: number): Guardrail {
  if (factor === Infinity) return { ...guardrail, users: factor };
  if (guardrail.type === 'proportion' && guardrail.tolerance) {
    const tolerance = calibratedProportion(guardrail.tolerance, factor);
    return { ...guardrail, users: factor, ...(tolerance && { tolerance }) };
  }
  if (guardrail.type === 'rate' && guardrail.tolerance) {
    const tolerance = calibratedRate(guardrail.tolerance, factor, guardrail.worse);
    return { ...guardrail, users: factor, ...(tolerance && { tolerance }) };
  }
  return guardrail;
}

/** Whether there is anything to learn from: without, the source may have been down all the time. */
export function hasOutcomes(outcomes: CalibrationOutcomes): boolean {
  return (
    outcomes.length === 0 ||
    outcomes.some(({ canary, baseline }) => isObserved(canary) && isObserved(baseline))
  );
}
