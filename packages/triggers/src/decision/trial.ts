import { LastgoodError } from '../errors.ts';
import { logSumExp } from '../evidence/logarithm.ts';
import {
  proportion,
  type ProportionOptions,
  type ProportionState,
} from '../evidence/proportion.ts';
import { logEvidence, nothingSpent, spend, type Spending } from '../evidence/spending.ts';
import type { Guardrail, ModelPolicy } from '../policy/model.ts';
import { addBadCounts, badCount, nothing, type BadCount } from '../ticks/bad.ts';
import { sampleOf, type Pair, type Tick } from '../ticks/tick.ts';

/** What is known about one guardrail in one attempt. */
export interface GuardrailState {
  readonly statistic: ProportionState;
  readonly spending: Spending;
  /** Outcomes of the block that is being merged. */
  readonly block: Pair<BadCount>;
  /** Outcomes since the attempt began, for people to read. */
  readonly total: Pair<BadCount>;
}

/** The evidence of one attempt, by guardrail. */
export type TrialState = Readonly<Record<string, GuardrailState>>;

/**
 * A block is complete when at least one guardrail has this many outcomes in both arms. It goes by sizes alone, so that
 * it cannot be influenced by how the outcomes were; and it is one for all guardrails, because evidence may only be
 * added up over guardrails that advance together.
 */
const blockSize = 10;

const empty: Pair<BadCount> = { canary: nothing, baseline: nothing };

export function initialTrial(policy: ModelPolicy): TrialState {
  return Object.fromEntries(
    policy.guardrails.map((guardrail) => [
      guardrail.name,
      {
        statistic: proportion.initial(comparison(guardrail)),
        spending: nothingSpent,
        block: empty,
        total: empty,
      },
    ]),
  );
}

/** The guardrail in terms of bad outcomes. */
function comparison(guardrail: Guardrail): ProportionOptions {
  const { expected, tolerance, worse } = guardrail;
  if (expected === undefined) return { tolerance };
  return { tolerance, expected: worse === 'higher' ? expected : 1 - expected };
}

function addPairs(left: Pair<BadCount>, right: Pair<BadCount>): Pair<BadCount> {
  return {
    canary: addBadCounts(left.canary, right.canary),
    baseline: addBadCounts(left.baseline, right.baseline),
  };
}

/**
 * Adds a tick's outcomes to the block, and the block's evidence to the trial once it is large enough.
 *
 * @param cap how far one block can lift the evidence above rest
 * @throws LastgoodError `state-foreign` if the state is of a policy with other guardrails
 */
export function stepTrial(
  policy: ModelPolicy,
  state: TrialState,
  tick: Tick,
  versions: Pair<string>,
  cap: number,
): TrialState {
  const names = Object.keys(state);
  if (names.length > policy.guardrails.length) {
    throw foreign(`has other guardrails: ${names.join(', ')}`);
  }
  const merged = policy.guardrails.map((guardrail) => {
    const current = guardrailState(state, guardrail);
    return { guardrail, current: withTick(guardrail, current, tick, versions) };
  });
  const complete = merged.some(
    ({ current: { block } }) =>
      block.canary.count >= blockSize && block.baseline.count >= blockSize,
  );
  return Object.fromEntries(
    merged.map(({ guardrail, current }) => [
      guardrail.name,
      complete ? withClosedBlock(guardrail, current, cap) : current,
    ]),
  );
}

function withTick(
  { name, worse }: Guardrail,
  { statistic, spending, block, total }: GuardrailState,
  tick: Tick,
  versions: Pair<string>,
): GuardrailState {
  const count = (version: string): BadCount => {
    const sample = sampleOf(tick, version, name);
    return sample ? badCount(sample, worse) : nothing;
  };
  const added = { canary: count(versions.canary), baseline: count(versions.baseline) };
  return { statistic, spending, block: addPairs(block, added), total: addPairs(total, added) };
}

function withClosedBlock(
  guardrail: Guardrail,
  { statistic, spending, block, total }: GuardrailState,
  cap: number,
): GuardrailState {
  const step = proportion.step(comparison(guardrail), statistic, block);
  return {
    statistic: step.state,
    spending: step.increments ? spend(spending, step.increments, cap) : spending,
    block: empty,
    total,
  };
}

function guardrailState(state: TrialState, { name }: Guardrail): GuardrailState {
  const found = Object.hasOwn(state, name) ? state[name] : undefined;
  if (found) return found;
  throw foreign(`has no guardrail "${name}"`);
}

function foreign(difference: string): LastgoodError {
  return new LastgoodError('state-foreign', `the state is of another policy: it ${difference}`);
}

/** How strongly an attempt's outcomes speak against the canary. Evidence is a natural logarithm. */
export interface TrialEvidence {
  /** ln of the weighted sum over the guardrails; negative infinity before the first complete block. */
  readonly evidence: number;
  /** The guardrail with the largest share of it. */
  readonly guardrail: string;
  /** Each guardrail's own. */
  readonly guardrails: Readonly<Record<string, number>>;
}

/** Guardrails weigh the same and share the risk: their weights sum to 1, whatever depends on what. */
export function trialEvidence(policy: ModelPolicy, state: TrialState): TrialEvidence {
  const guardrails = policy.guardrails.map((guardrail): readonly [string, number] => {
    const { spending, statistic } = guardrailState(state, guardrail);
    const prior = proportion.prior(comparison(guardrail), statistic);
    return [guardrail.name, logEvidence(spending, prior)];
  });
  const values = guardrails.map(([, value]) => value);
  const evidence = logSumExp(values) - Math.log(values.length);
  const [guardrail] = guardrails[values.indexOf(Math.max(...values))] ?? [''];
  return { evidence, guardrail, guardrails: Object.fromEntries(guardrails) };
}
