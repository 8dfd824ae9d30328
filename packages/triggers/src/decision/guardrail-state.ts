import { LastgoodError } from '../errors.ts';
import { nothingSpent, type Spending } from '../evidence/spending.ts';
import type { Guardrail } from '../policy/model.ts';
import type { SustainedThresholdState } from '../rules/sustained-threshold.ts';
import { addSamples, noSample, type Sample } from '../ticks/samples/sample.ts';
import type { Pair } from '../ticks/tick.ts';
import type { Block } from './block.ts';
import type { Check } from './checks.ts';
import { packed, type PackedSamples, unpacked } from './packed.ts';
import type { Member, Plan } from './plan.ts';
import { atRest } from './sustained.ts';

/** What is known of one check: the evidence that it has gathered, or how long its limit has been passed. */
export type CheckState =
  | {
      /** Of the check's statistic, plain JSON; null where it follows from the past outcomes. */
      readonly statistic: unknown;
      readonly spending: Spending;
    }
  | { readonly sustained: SustainedThresholdState };

/** What is known about one guardrail in one attempt. */
export interface GuardrailState {
  readonly name: string;
  /** In the order of `checksOf`. */
  readonly checks: readonly CheckState[];
  /** Outcomes that are being merged; null if the last block has been judged and nothing came since. */
  readonly block: Block | null;
  /** Outcomes of the attempt's blocks so far. */
  readonly past: PackedSamples;
  /** Outcomes since its evidence was last at rest, for people to read: the healthy time before a late fault says little. */
  readonly rise: Rise | null;
  /** ln e-value for the canary in the present step: that it is not clearly worse. Zero where there is no such test. */
  readonly soundness: number;
  /** Whether a block of the present step has been judged in which it was observed, or a tick of it by sustained limits alone. */
  readonly judged: boolean;
}

/** What came since the evidence was last at rest. */
export interface Rise {
  /** Start of the first tick in it, epoch milliseconds. */
  readonly from: number;
  /** How much of the canary had been observed by then. */
  readonly before: number;
  /** Null for types whose samples are large: those would be kept twice. */
  readonly samples: Pair<Sample> | null;
}

/** The evidence of one attempt, in the order of the policy's guardrails. */
export type TrialState = readonly GuardrailState[];

export function initialTrial({ members }: Plan): TrialState {
  return members.map(({ guardrail, checks }) => {
    const none = noSample(guardrail.type);
    return {
      name: guardrail.name,
      checks: checks.map(({ check }) => initialCheck(check)),
      block: null,
      past: packed(guardrail, { canary: none, baseline: none }),
      rise: null,
      soundness: 0,
      judged: false,
    };
  });
}

function initialCheck(check: Check): CheckState {
  return check.kind === 'sustained'
    ? { sustained: atRest }
    : {
        statistic: check.statistic.ofPast ? null : check.statistic.initial(check.options),
        spending: nothingSpent,
      };
}

/** The evidence of an attempt at the beginning of a step: against the canary as it was, for it from zero. */
export function atStep(trial: TrialState): TrialState {
  return trial.map((guardrail) => ({ ...guardrail, soundness: 0, judged: false }));
}

/** Outcomes since the attempt began, for people to read. */
export function totalOf(guardrail: Guardrail, { past, block }: GuardrailState): Pair<Sample> {
  const before = unpacked(guardrail, past);
  if (!block) return before;
  const { canary, baseline } = unpacked(guardrail, block.outcomes);
  return {
    canary: addSamples(guardrail.type, before.canary, canary),
    baseline: addSamples(guardrail.type, before.baseline, baseline),
  };
}

/** @throws LastgoodError `state-foreign` if it has none of this guardrail */
export function guardrailState(state: TrialState, { name, place }: Member): GuardrailState {
  const usual = state[place];
  const found = usual?.name === name ? usual : state.find((other) => other.name === name);
  if (found) return found;
  throw foreign(`has no guardrail "${name}"`);
}

/** The error of a state that a policy cannot go on from. */
export function foreign(difference: string): LastgoodError {
  return new LastgoodError('state-foreign', `the state is of another policy: it ${difference}`);
}
