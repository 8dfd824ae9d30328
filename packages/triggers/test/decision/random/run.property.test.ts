import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { initialDecision } from '../../../src/decision/initial.ts';
import { isCommand } from '../../../src/decision/input.ts';
import type { Transition } from '../../../src/decision/context.ts';
import type { DecisionState } from '../../../src/decision/state.ts';
import { transition } from '../../../src/decision/transition.ts';
import { LastgoodError } from '../../../src/errors.ts';
import type { ModelPolicy } from '../../../src/policy/model.ts';
import { type RandomInput, type RandomRun, runs } from '../../support/arbitraries/inputs.ts';
import { policy } from '../../support/arbitraries/policy-text.ts';
import { assertMany, runsOr, Tally } from '../../support/many.ts';
import { deepFreeze } from '../../support/run.ts';
import { versions } from '../../support/ticks.ts';
import { faultsOf } from './faults.ts';
import { Follower } from './follower.ts';

/** What ticks may be refused with that are not from ingestion, and those after one that was let pass. */
const foreignCodes: readonly string[] = ['sample-foreign', 'edges-differ', 'limit-beyond-edges'];

/** What an input comes to: a transition, or the code of the refusal that it may come to. */
function tried(
  policy: ModelPolicy,
  state: DecisionState,
  { input, afterForeign }: RandomInput,
): Transition | string {
  try {
    return transition(policy, versions, state, input);
  } catch (error) {
    if (!(error instanceof LastgoodError)) throw error;
    const may = isCommand(input) ? ['command-refused'] : afterForeign ? foreignCodes : [];
    if (may.includes(error.code)) return error.code;
    throw error;
  }
}

/** All that a run comes to, with its state taken through `between` after every input. */
function outcomesOf(
  { policy, inputs }: RandomRun,
  between: (state: DecisionState) => DecisionState = (state) => state,
): (Transition | string)[] {
  let state = initialDecision(policy);
  return inputs.map((input) => {
    const result = tried(policy, state, input);
    if (typeof result !== 'string') state = between(result.state);
    return result;
  });
}

const numRuns = runsOr(300);

describe('with any policy and any inputs', { timeout: 3_600_000 }, () => {
  test('every decision has its cause, and every number is one', async ({ annotate }) => {
    const seen = new Tally();
    await assertMany(
      fc.property(runs(policy), ({ policy, inputs }) => {
        const follower = new Follower(policy);
        let before = initialDecision(policy);
        for (const one of inputs) {
          const { input } = one;
          const result = tried(policy, before, one);
          if (typeof result === 'string') {
            seen.add(`refused ${result}`);
            continue;
          }
          const step = { before, input, result };
          const faults = [...faultsOf(policy, step), ...follower.faultsOf(step)];
          if (faults.length > 0) expect(faults).toEqual([]);
          for (const { action, cause } of result.decisions) seen.add(`${action} by ${cause}`);
          if (result.evidence && result.evidence.evidence > -Infinity) seen.add('with evidence');
          seen.add('inputs');
          before = result.state;
        }
      }),
      { seed: 41, numRuns },
    );
    await annotate(seen.list());
    const by = (action: string, ...causes: string[]): string[] =>
      causes.map((cause) => `${action} by ${cause}`);
    const often = by('rollback', 'evidence', 'limit', 'silence', 'person');
    expect(seen.rarer(numRuns / 100, ...often)).toEqual([]);
    const sometimes = [
      ...by('hold', 'evidence', 'sample-ratio', 'silence', 'person'),
      ...by('release', 'evidence', 'silence', 'person'),
      ...by('promote', 'rollout', 'person'),
      'advance by rollout',
      'retry by time',
      'start by time',
      'refused command-refused',
      'refused sample-foreign',
    ];
    expect(seen.rarer(1, ...sometimes)).toEqual([]);
    expect(seen.of('with evidence')).toBeGreaterThan(5 * numRuns);
  });

  test('a run that is stopped and resumed from JSON at every input is the same run', async () => {
    await assertMany(
      fc.property(runs(policy), (run) => {
        const resumed = outcomesOf(run, (state) => JSON.parse(JSON.stringify(state)));
        expect(resumed).toEqual(outcomesOf(run));
      }),
      { seed: 42, numRuns: runsOr(100) },
    );
  });

  test('the state of a policy with other guardrails is refused', async () => {
    let foreign = 0;
    await assertMany(
      fc.property(policy, policy, (policy, other) => {
        const [own, others] = [policy, other].map(({ guardrails }) =>
          guardrails
            .map(({ name }) => name)
            .toSorted()
            .join(),
        );
        const state = initialDecision(other);
        if (own === others || state.phase === 'calibration') return;
        foreign += 1;
        const tick = { from: 0, to: 1000, versions: { v12: {}, v13: {} } };
        expect(() => transition(policy, versions, state, tick)).toThrow(
          expect.objectContaining({ name: 'LastgoodError', code: 'state-foreign' }),
        );
      }),
      { seed: 44, numRuns: runsOr(100) },
    );
    expect(foreign).toBeGreaterThan(runsOr(100) / 3);
  });

  test('nothing that comes in is changed', async () => {
    await assertMany(
      fc.property(runs(policy), (run) => {
        const frozen = outcomesOf(deepFreeze(structuredClone(run)), deepFreeze);
        expect(frozen).toEqual(outcomesOf(run));
      }),
      { seed: 43, numRuns: runsOr(100) },
    );
  });
});
