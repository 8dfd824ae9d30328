import { logSumExp } from '../evidence/logarithm.ts';
import {
  initialProportion,
  proportionPrior,
  stepProportion,
  type ProportionOptions,
  type ProportionState,
} from '../evidence/proportion.ts';
import { logEvidence, nothingSpent, spend, type Spending } from '../evidence/spending.ts';
import type { Guardrail, ModelPolicy } from '../policy/model.ts';
import { addBadCounts, badCount, nothing, type BadCount } from '../ticks/bad.ts';
import type { Pair, Tick } from '../ticks/tick.ts';
import { tripEvidence } from './risk.ts';

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
        statistic: initialProportion(comparison(guardrail)),
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

/** Adds a tick's outcomes to the block, and the block's evidence to the trial once it is large enough. */
export function stepTrial(
  policy: ModelPolicy,
  attempt: number,
  state: TrialState,
  tick: Tick,
  versions: Pair<string>,
): TrialState {
  const samples: Pair<Tick['versions'][string] | undefined> = {
    canary: tick.versions[versions.canary],
    baseline: tick.versions[versions.baseline],
  };
  const merged = mapGuardrails(policy, state, (guardrail, current) => {
    const count = (arm: keyof Pair<unknown>): BadCount => {
      const sample = samples[arm]?.[guardrail.name];
      return sample ? badCount(sample, guardrail.worse) : nothing;
    };
    const added = { canary: count('canary'), baseline: count('baseline') };
    return {
      ...current,
      block: addPairs(current.block, added),
      total: addPairs(current.total, added),
    };
  });
  const complete = Object.values(merged).some(
    ({ block }) => block.canary.count >= blockSize && block.baseline.count >= blockSize,
  );
  return complete ? closeBlock(policy, attempt, merged) : merged;
}

function closeBlock(policy: ModelPolicy, attempt: number, state: TrialState): TrialState {
  const { minBadTicks } = policy.hysteresis;
  const cap = minBadTicks === 1 ? Infinity : tripEvidence(policy, attempt) / minBadTicks;
  return mapGuardrails(policy, state, (guardrail, current) => {
    const step = stepProportion(comparison(guardrail), current.statistic, current.block);
    const spending = step.increments
      ? spend(current.spending, step.increments, cap)
      : current.spending;
    return { ...current, statistic: step.state, spending, block: empty };
  });
}

function mapGuardrails(
  policy: ModelPolicy,
  state: TrialState,
  next: (guardrail: Guardrail, current: GuardrailState) => GuardrailState,
): TrialState {
  const result: Record<string, GuardrailState> = {};
  for (const guardrail of policy.guardrails) {
    const current = state[guardrail.name];
    if (current) result[guardrail.name] = next(guardrail, current);
  }
  return result;
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
export function trialEvidence(state: TrialState): TrialEvidence {
  const own = Object.entries(state).map(
    ([name, { spending, statistic }]) =>
      [name, logEvidence(spending, proportionPrior(statistic))] as const,
  );
  const [guardrail] = own.reduce((best, entry) => (entry[1] > best[1] ? entry : best), [
    own[0]?.[0] ?? '',
    -Infinity,
  ] as const);
  const evidence = logSumExp(own.map(([, value]) => value)) - Math.log(own.length);
  return { evidence, guardrail, guardrails: Object.fromEntries(own) };
}
