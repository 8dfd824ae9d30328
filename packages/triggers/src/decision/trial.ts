import { LastgoodError } from '../errors.ts';
import { nothingSpent, spend, type Spending } from '../evidence/spending.ts';
import type { Guardrail, ModelPolicy } from '../policy/model.ts';
import type { SustainedThresholdState } from '../rules/sustained-threshold.ts';
import { addSamples, noSample, type Sample, typeOf } from '../ticks/samples/sample.ts';
import { sampleOf, type Pair, type Tick } from '../ticks/tick.ts';
import { isComplete, withSameEdges } from './block.ts';
import { type Check, checksOf } from './checks.ts';
import { atRest, stepSustained, sustainedInWords } from './sustained.ts';

/** What is known of one check: the evidence that it has gathered, or how long its limit has been passed. */
type CheckState =
  | {
      /** Of the check's statistic: plain JSON. */
      readonly statistic: unknown;
      readonly spending: Spending;
    }
  | { readonly sustained: SustainedThresholdState };

/** What is known about one guardrail in one attempt. */
export interface GuardrailState {
  /** In the order of `checksOf`. */
  readonly checks: readonly CheckState[];
  /** Outcomes of the block that is being merged. */
  readonly block: Pair<Sample>;
  /** Outcomes since the attempt began, for people to read. */
  readonly total: Pair<Sample>;
}

/** The evidence of one attempt, by guardrail. */
export type TrialState = Readonly<Record<string, GuardrailState>>;

export function initialTrial(policy: ModelPolicy): TrialState {
  return Object.fromEntries(
    policy.guardrails.map((guardrail) => {
      const none = noSample(guardrail.type);
      const empty = { canary: none, baseline: none };
      const checks = checksOf(guardrail).map(initialCheck);
      return [guardrail.name, { checks, block: empty, total: empty }];
    }),
  );
}

function initialCheck(check: Check): CheckState {
  return check.kind === 'sustained'
    ? { sustained: atRest }
    : { statistic: check.statistic.initial(check.options), spending: nothingSpent };
}

/** A sustained limit that has been passed for long enough. */
interface PassedLimit {
  readonly guardrail: string;
  readonly reason: string;
}

export interface TrialStep {
  readonly trial: TrialState;
  /** The first of them in the order of the policy. */
  readonly passed?: PassedLimit;
}

/**
 * Adds a tick's outcomes to the block, and the block's evidence to the trial once it is large enough. Sustained limits
 * go by the tick itself.
 *
 * @param cap how far one block can lift the evidence above rest
 * @throws LastgoodError `state-foreign` if the state is of a policy with other guardrails, `sample-foreign` if a sample
 *   of the tick is of another type, `edges-differ` and `limit-beyond-edges` for histograms that cannot be judged
 */
export function stepTrial(
  policy: ModelPolicy,
  state: TrialState,
  tick: Tick,
  versions: Pair<string>,
  cap: number,
): TrialStep {
  const names = Object.keys(state);
  if (names.length > policy.guardrails.length) {
    throw foreign(`has other guardrails: ${names.join(', ')}`);
  }
  let passed: PassedLimit | undefined;
  const merged = policy.guardrails.map((guardrail) => {
    const checks = checksOf(guardrail);
    const step = withTick(guardrail, checks, guardrailState(state, guardrail), tick, versions);
    passed ??= step.passed;
    return { guardrail, checks, current: step.current };
  });
  const complete = isComplete(
    merged.map(({ guardrail, current: { block } }) => ({ guardrail, block })),
  );
  const trial = Object.fromEntries(
    merged.map(({ guardrail, checks, current }) => [
      guardrail.name,
      complete ? withClosedBlock(guardrail, checks, current, cap) : current,
    ]),
  );
  return passed ? { trial, passed } : { trial };
}

function withTick(
  guardrail: Guardrail,
  checks: readonly Check[],
  state: GuardrailState,
  tick: Tick,
  versions: Pair<string>,
): { readonly current: GuardrailState; readonly passed?: PassedLimit } {
  const canary = sampleIn(tick, versions.canary, guardrail);
  const baseline = sampleIn(tick, versions.baseline, guardrail);
  const add = ({ canary: left, baseline: right }: Pair<Sample>): Pair<Sample> => ({
    canary: canary ? addSamples(guardrail.type, left, canary) : left,
    baseline: baseline ? addSamples(guardrail.type, right, baseline) : right,
  });
  let passed: PassedLimit | undefined;
  const stepped = state.checks.map((before, place): CheckState => {
    const check = checks[place];
    if (!('sustained' in before)) return before;
    if (check?.kind !== 'sustained' || guardrail.type === 'categories') return before;
    const step = stepSustained(guardrail, check, before.sustained, tick, canary);
    if (step.decision) {
      const reason = sustainedInWords(guardrail, versions.canary, check, step.decision);
      passed ??= { guardrail: guardrail.name, reason };
    }
    return { sustained: step.state };
  });
  const current = { checks: stepped, block: add(state.block), total: add(state.total) };
  return passed ? { current, passed } : { current };
}

function sampleIn(tick: Tick, version: string, { name, type }: Guardrail): Sample | undefined {
  const sample = sampleOf(tick, version, name);
  if (sample === undefined || typeOf(sample) === type) return sample;
  throw new LastgoodError(
    'sample-foreign',
    `${name} of ${version} is the sample of a ${typeOf(sample)}, and the policy says ${type}`,
  );
}

function withClosedBlock(
  guardrail: Guardrail,
  checks: readonly Check[],
  { checks: before, block, total }: GuardrailState,
  cap: number,
): GuardrailState {
  const none = noSample(guardrail.type);
  const empty = { canary: none, baseline: none };
  const compared = withSameEdges(block, total);
  return {
    checks: before.map((state, place) => {
      const check = checks[place];
      if (!compared || !check || check.kind === 'sustained' || 'sustained' in state) return state;
      const step = check.statistic.step(check.options, state.statistic, compared);
      const { spending } = state;
      return {
        statistic: step.state,
        spending: step.increments ? spend(spending, step.increments, cap) : spending,
      };
    }),
    block: empty,
    total,
  };
}

/** @throws LastgoodError `state-foreign` if it has none of this guardrail */
export function guardrailState(state: TrialState, { name }: Guardrail): GuardrailState {
  const found = Object.hasOwn(state, name) ? state[name] : undefined;
  if (found) return found;
  throw foreign(`has no guardrail "${name}"`);
}

function foreign(difference: string): LastgoodError {
  return new LastgoodError('state-foreign', `the state is of another policy: it ${difference}`);
}
