import { describe, expect, test } from 'vitest';

import { initialDecision } from '../../src/decision/initial.ts';
import { transition } from '../../src/decision/transition.ts';
import type { ProportionGuardrail } from '../../src/policy/model.ts';
import { errors, policyWith } from '../support/policies.ts';
import { decisionsOf, runOf } from '../support/run.ts';
import { ownEvidences } from '../support/spending.ts';
import { errorTick, tickOf } from '../support/ticks.ts';

const accuracy: ProportionGuardrail = {
  name: 'accuracy',
  type: 'proportion',
  worse: 'lower',
  expected: 0.9,
  tolerance: { relative: 0, absolute: 0.01 },
  harm: { relative: 0.5, absolute: 0.05 },
};
const both = policyWith({ guardrails: [errors, accuracy] });
/** It never trips, so that the evidence can be looked at for as long as there are ticks. */
const patient = policyWith({ guardrails: [errors, accuracy], falseRollback: 1e-300 });
const healthy = { canary: [200, 2], baseline: [200, 2] } as const;

describe('two guardrails', () => {
  const ticks = Array.from({ length: 8 }, (_, index) =>
    tickOf(index, {
      errors: healthy,
      accuracy: { canary: [200, 140], baseline: [200, 180] },
    }),
  );
  const transitions = runOf(both, ticks);

  test('share the risk: the evidence is that of their mean', () => {
    const judged = runOf(patient, ticks);
    for (const { state, evidence } of judged) {
      const own = ownEvidences(both, state);
      expect(own).toHaveLength(2);
      const mean = own.reduce((sum, value) => sum + Math.exp(value), 0) / 2;
      expect(evidence?.evidence).toBeCloseTo(Math.log(mean), 10);
    }
  });

  test('roll back by the one that is worse, and name it', () => {
    const rollback = decisionsOf(transitions).find(({ action }) => action === 'rollback');
    expect(rollback).toMatchObject({ guardrail: 'accuracy' });
    expect(rollback?.reason).toMatch(
      /^accuracy: misses of v13 are 30\.00 % \(.*\), of v12 10\.00 % \(.*\), 1 percentage point more is acceptable; evidence \S+ >= 4\.61 \(trip, at a risk of 1 %\)$/,
    );
  });

  test('have their own evidence as if they were alone', () => {
    const alone = runOf(policyWith({ guardrails: [accuracy], falseRollback: 1e-300 }), ticks);
    const expected = alone.flatMap(({ evidence }) => evidence?.evidence ?? []);
    const own = runOf(patient, ticks).map(({ state }) => ownEvidences(patient, state)[1] ?? NaN);
    expect(own).toHaveLength(ticks.length);
    for (const [index, value] of own.entries())
      expect(value).toBeCloseTo(expected[index] ?? NaN, 10);
  });

  test('need not both be observed', () => {
    const one = Array.from({ length: 40 }, (_, index) => errorTick(index, [200, 40], [200, 2]));
    const decisions = decisionsOf(runOf(both, one));
    expect(decisions.at(-1)).toMatchObject({ action: 'rollback', guardrail: 'errors' });
  });
});

describe('worse', () => {
  const rolledBack = (guardrail: ProportionGuardrail, canaryHits: number): boolean => {
    const ticks = Array.from({ length: 60 }, (_, index) =>
      errorTick(index, [200, canaryHits], [200, 100]),
    );
    const decisions = decisionsOf(runOf(policyWith({ guardrails: [guardrail] }), ticks));
    return decisions.some(({ action }) => action === 'rollback');
  };

  test.each([
    ['higher', 130, true],
    ['higher', 70, false],
    ['lower', 130, false],
    ['lower', 70, true],
  ] as const)('%s: %i hits of 200 against 100 roll back: %s', (worse, hits, expected) => {
    expect(rolledBack({ ...errors, worse }, hits)).toBe(expected);
    const tolerance = { relative: 0.1, absolute: 0.02 };
    expect(rolledBack({ ...errors, worse, tolerance }, hits)).toBe(expected);
  });

  test('lower counts misses: the mirror image gives the very same evidence', () => {
    const mirrored = (worse: 'higher' | 'lower'): number[] => {
      const ticks = Array.from({ length: 20 }, (_, index) => {
        const [xc, xb] = [index % 5, (3 * index) % 11];
        return worse === 'higher'
          ? errorTick(index, [20, xc], [180, xb])
          : errorTick(index, [20, 20 - xc], [180, 180 - xb]);
      });
      const expected = worse === 'higher' ? 0.25 : 0.75;
      const guardrail = { ...errors, worse, expected };
      const run = runOf(policyWith({ guardrails: [guardrail] }), ticks);
      return run.map(({ evidence }) => evidence?.evidence ?? Number.NaN);
    };
    expect(mirrored('lower')).toEqual(mirrored('higher'));
  });
});

describe('a tolerance', () => {
  const rolledBack = (
    tolerance: NonNullable<ProportionGuardrail['tolerance']>,
    badShare: number,
  ): boolean => {
    const ticks = Array.from({ length: 400 }, (_, index) =>
      errorTick(index, [1000, 1000 * badShare], [1000, 100]),
    );
    const policy = policyWith({ guardrails: [{ ...errors, tolerance }] });
    return decisionsOf(runOf(policy, ticks)).some(({ action }) => action === 'rollback');
  };

  test.each([
    [{ relative: 0.2, absolute: 0 }, 0.12, false],
    [{ relative: 0.2, absolute: 0 }, 0.14, true],
    [{ relative: 0, absolute: 0.02 }, 0.12, false],
    [{ relative: 0, absolute: 0.02 }, 0.14, true],
    [{ relative: 0.2, absolute: 0.02 }, 0.14, false],
    [{ relative: 0.2, absolute: 0.02 }, 0.16, true],
  ])(
    'of %o accepts up to its boundary: a share of %d rolls back: %s',
    (tolerance, share, expected) => {
      expect(rolledBack(tolerance, share)).toBe(expected);
    },
  );
});

describe('names that objects have by nature', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '0', '10', 'a b', '%'])(
    '%s is a metric like any other',
    (name) => {
      const policy = policyWith({ guardrails: [{ ...errors, name }, errors] });
      const bad = { canary: [200, 60], baseline: [200, 2] } as const;
      const ticks = Array.from({ length: 5 }, (_, index) =>
        tickOf(
          index,
          Object.fromEntries([
            [name, bad],
            ['errors', healthy],
          ]),
        ),
      );
      const decisions = decisionsOf(runOf(policy, ticks));
      expect(decisions.at(-1)).toMatchObject({ action: 'rollback', guardrail: name });

      const saved = JSON.parse(JSON.stringify(runOf(policy, ticks.slice(0, 1))[0]?.state));
      const continued = runOf(policy, ticks.slice(1), saved);
      expect(decisionsOf(continued)).toEqual(decisions.filter(({ tick }) => tick > 1));
    },
  );

  test.each(['__proto__', 'constructor', 'toString'])(
    '%s is not observed where it is not there',
    (name) => {
      const policy = policyWith({ guardrails: [{ ...errors, name }] });
      const tick = errorTick(0, [100, 1], [100, 1]);
      for (const { evidence } of runOf(policy, [tick, tick])) {
        expect(evidence?.evidence).toBe(-Infinity);
      }
      const byNature = { canary: 'constructor', baseline: 'valueOf' };
      const named = policyWith({ guardrails: [{ ...errors, name: 'name' }] });
      const { evidence } = transition(named, byNature, initialDecision(named), tick);
      expect(evidence?.evidence).toBe(-Infinity);
    },
  );
});

describe('a state of another policy', () => {
  const tick = errorTick(0, [100, 1], [100, 1]);

  test('is refused if it lacks a guardrail', () => {
    expect(() => runOf(both, [tick], initialDecision(policyWith()))).toThrow(
      expect.objectContaining({
        code: 'state-foreign',
        message: 'the state is of another policy: it has no guardrail "accuracy"',
      }),
    );
  });

  test('is refused if it has one more', () => {
    expect(() => runOf(policyWith(), [tick], initialDecision(both))).toThrow(
      'the state is of another policy: it has other guardrails: errors, accuracy',
    );
  });
});
