import { LastgoodError } from '../errors.ts';
import { nothingSpent, type Spending } from '../evidence/spending.ts';
import type { SustainedThresholdState } from '../rules/sustained-threshold.ts';
import { noSample, type Sample } from '../ticks/samples/sample.ts';
import type { Pair } from '../ticks/tick.ts';
import type { Block } from './block.ts';
import type { Check } from './checks.ts';
import type { Member, Plan } from './plan.ts';
import { atRest } from './sustained.ts';

/** What is known of one check: the evidence that it has gathered, or how long its limit has been passed. */
export type CheckState =
  | {
      /** Of the check's statistic: plain JSON. */
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
  /** Outcomes since the attempt began, for people to read. */
  readonly total: Pair<Sample>;
  /** Outcomes since its evidence was last at rest, for people to read: the healthy time before a late fault says little. */
  readonly rise: Rise | null;
  /** ln e-value for the canary in the present step: that it is not clearly worse. Zero where there is no such test. */
  readonly soundness: number;
}

/** What came since the evidence was last at rest; of types whose samples are small. */
export interface Rise extends Pair<Sample> {
  /** Start of the first tick in it, epoch milliseconds. */
  readonly from: number;
}

/** The evidence of one attempt, in the order of the policy's guardrails. */
export type TrialState = readonly GuardrailState[];

export function initialTrial({ members }: Plan): TrialState {
  return members.map(({ guardrail: { name, type }, checks }) => {
    const none = noSample(type);
    return {
      name,
      checks: checks.map(({ check }) => initialCheck(check)),
      block: null,
      total: { canary: none, baseline: none },
      rise: null,
      soundness: 0,
    };
  });
}

function initialCheck(check: Check): CheckState {
  return check.kind === 'sustained'
    ? { sustained: atRest }
    : { statistic: check.statistic.initial(check.options), spending: nothingSpent };
}

/** @throws LastgoodError `state-foreign` if it has none of this guardrail */
export function guardrailState(state: TrialState, { guardrail, place }: Member): GuardrailState {
  const { name } = guardrail;
  const usual = state[place];
  const found = usual?.name === name ? usual : state.find((other) => other.name === name);
  if (found) return found;
  throw foreign(`has no guardrail "${name}"`);
}

/** The error of a state that a policy cannot go on from. */
export function foreign(difference: string): LastgoodError {
  return new LastgoodError('state-foreign', `the state is of another policy: it ${difference}`);
}
