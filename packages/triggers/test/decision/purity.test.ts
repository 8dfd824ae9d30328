import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { initialDecision } from '../../src/decision/initial.ts';
import { transition } from '../../src/decision/transition.ts';
import type { ModelPolicy } from '../../src/policy/model.ts';
import type { Tick } from '../../src/ticks/tick.ts';
import { errors, policyWith } from '../support/policies.ts';
import { deepFreeze, runOf } from '../support/run.ts';
import { tickOf, versions, type Sample } from '../support/ticks.ts';

const policies: [string, ModelPolicy][] = [
  ['a rare proportion', policyWith({ guardrails: [{ ...errors, expected: 0.01 }] })],
  ['one that has to show whether it is rare', policyWith({ hysteresis: { attempts: 3 } })],
  [
    'two, one of them with an absolute tolerance',
    policyWith({
      guardrails: [
        errors,
        {
          ...errors,
          name: 'accuracy',
          worse: 'lower',
          tolerance: { relative: 0.1, absolute: 0.01 },
        },
      ],
      falseRollback: 0.2,
      hysteresis: { minBadTicks: 3, attempts: 3, cooldown: { first: 30_000, factor: 2 } },
    }),
  ],
];

const sample: fc.Arbitrary<Sample> = fc
  .tuple(fc.nat(60), fc.constantFrom(0, 0, 0.02, 0.1, 0.5, 1))
  .map(([count, share]) => [count, Math.ceil(count * share)]);
const metric = fc.record({ canary: sample, baseline: sample }, { requiredKeys: [] });
const ticks: fc.Arbitrary<Tick[]> = fc
  .array(fc.record({ errors: metric, accuracy: metric }, { requiredKeys: [] }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((all) =>
    all.map((metrics, index) =>
      tickOf(
        index,
        Object.fromEntries(
          Object.entries(metrics).map(([name, both]) => [
            name,
            Object.fromEntries(Object.entries(both)),
          ]),
        ),
      ),
    ),
  );

describe.each(policies)('with %s', (_, policy) => {
  test('the same ticks give the same run, and nothing that came in is changed', () => {
    fc.assert(
      fc.property(ticks, (ticks) => {
        const frozen = deepFreeze(structuredClone({ policy, ticks }));
        let state = deepFreeze(initialDecision(frozen.policy));
        const run = frozen.ticks.map((tick) => {
          const result = transition(frozen.policy, deepFreeze({ ...versions }), state, tick);
          state = deepFreeze(result.state);
          return result;
        });
        expect(run).toEqual(runOf(policy, ticks));
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  test('a run that is stopped and resumed from JSON at every tick is the same run', () => {
    fc.assert(
      fc.property(ticks, (ticks) => {
        let state = initialDecision(policy);
        const resumed = ticks.map((tick) => {
          const result = transition(policy, versions, state, tick);
          state = JSON.parse(JSON.stringify(result.state)) as typeof state;
          expect(state).toEqual(result.state);
          return result;
        });
        expect(resumed).toEqual(runOf(policy, ticks));
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
