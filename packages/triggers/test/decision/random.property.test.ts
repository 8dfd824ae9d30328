import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { attemptRisk } from '../../src/decision/risk.ts';
import { initialDecision } from '../../src/decision/initial.ts';
import { evidenceLines } from '../../src/decision/lines.ts';
import { transition } from '../../src/decision/transition.ts';
import { LastgoodError } from '../../src/errors.ts';
import type { Guardrail, ModelPolicy } from '../../src/policy/model.ts';
import type { ProportionSample } from '../../src/ticks/samples/proportion.ts';
import type { Tick, VersionSamples } from '../../src/ticks/tick.ts';
import { policyWith } from '../support/policies.ts';
import { runOf } from '../support/run.ts';
import { ownEvidences } from '../support/spending.ts';
import { proportionSample } from '../support/samples.ts';
import { versions } from '../support/ticks.ts';

const names = ['errors', 'accuracy', 'constructor', '10', ''];
const share = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));

const guardrail: fc.Arbitrary<Guardrail> = fc.record(
  {
    name: fc.constantFrom(...names),
    type: fc.constant('proportion' as const),
    worse: fc.constantFrom('higher', 'lower'),
    tolerance: fc.record({
      relative: fc.oneof(fc.constantFrom(0, 100), fc.double({ min: 0, max: 2, noNaN: true })),
      absolute: fc.oneof(fc.constantFrom(0, 0, 1), fc.double({ min: 0, max: 0.1, noNaN: true })),
    }),
    expected: share,
    harm: fc.constant({ relative: 0.5, absolute: 0.05 }),
  },
  { requiredKeys: ['name', 'type', 'worse', 'tolerance', 'harm'] },
);

/** Every policy that the schema lets pass, with few attempts and short cooldowns, so that they are reached. */
const policies: fc.Arbitrary<ModelPolicy> = fc
  .record({
    guardrails: fc.uniqueArray(guardrail, {
      selector: ({ name }) => name,
      minLength: 1,
      maxLength: 3,
    }),
    falseRollback: fc.constantFrom(1e-12, 0.001, 0.01, 0.3, 0.999),
    minBadTicks: fc.constantFrom(1, 2, 3, 100),
    hold: fc.double({ min: 0.3, max: 0.99, noNaN: true }),
    release: fc.double({ min: 0.01, max: 0.29, noNaN: true }),
    first: fc.nat(50_000),
    factor: fc.constantFrom(1, 2, 100),
    attempts: fc.constantFrom(1, 2, 3, 20),
  })
  .map(({ guardrails, falseRollback, first, factor, ...hysteresis }) =>
    policyWith({
      guardrails,
      falseRollback,
      hysteresis: { ...hysteresis, cooldown: { first, factor } },
    }),
  );

/** Enough requests to say something, and few bad ones: random counts alone would trip at once. */
const likelySample: fc.Arbitrary<ProportionSample> = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.nat(3))
  .map(([count, hits]) => ({ count, hits: Math.min(count, hits) }));

const samples: fc.Arbitrary<VersionSamples> = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom(...names),
      fc.oneof({ arbitrary: likelySample, weight: 4 }, { arbitrary: proportionSample, weight: 1 }),
    ),
    { selector: ([name]) => name },
  )
  .map((entries) => Object.fromEntries(entries));

/** Versions come and go, and there are others than the two that are compared. */
const ordinary = fc
  .record({ v12: samples, v13: samples, toString: samples }, { requiredKeys: [] })
  .map((some): Tick['versions'] => Object.fromEntries(Object.entries(some)));

const all = (count: number, hits: number): VersionSamples =>
  Object.fromEntries(names.map((name) => [name, { count, hits }]));
/** A fault that every guardrail sees, or every one for which it is none. */
const outage: Tick['versions'] = { v12: all(400, 0), v13: all(50, 50) };
const mirrored: Tick['versions'] = { v12: all(400, 400), v13: all(50, 0) };

/** A run has no outage in it, or several of one kind: enough to use up all attempts. */
const ticks: fc.Arbitrary<Tick[]> = fc
  .constantFrom(
    ordinary,
    ...[outage, mirrored].map((fault) => fc.oneof(ordinary, fc.constant(fault))),
  )
  .chain((tick) => fc.array(tick, { minLength: 1, maxLength: 50, size: 'max' }))
  .map((all) =>
    all.map((versions, index) => ({
      from: index * 10_000,
      to: (index + 1) * 10_000,
      versions,
    })),
  );

const settings = { seed: 20, numRuns: 300 };

describe('with any policy and any ticks', { timeout: 30_000 }, () => {
  test('nothing is thrown, and the evidence is a number', () => {
    let said = 0;
    fc.assert(
      fc.property(policies, ticks, (policy, ticks) => {
        for (const { evidence, state } of runOf(policy, ticks)) {
          if (!evidence) continue;
          for (const value of [evidence.evidence, ...ownEvidences(policy, state)]) {
            expect(value).not.toBeNaN();
            expect(value).toBeLessThan(Infinity);
            if (value > -Infinity) said += 1;
          }
        }
      }),
      settings,
    );
    // Otherwise nothing would have been tried.
    expect(said).toBeGreaterThan(5000);
  });

  test('there is a rollback exactly where the evidence has reached the line of its attempt', () => {
    let rollbacks = 0;
    let quiet = 0;
    fc.assert(
      fc.property(policies, ticks, (policy, ticks) => {
        let attempt = 1;
        for (const { decisions, evidence, state } of runOf(policy, ticks)) {
          const rollback = decisions.find(({ action }) => action === 'rollback');
          if (evidence) {
            const { trip } = evidenceLines(policy, attempt);
            expect(trip).toBeCloseTo(-Math.log(attemptRisk(policy, attempt)), 12);
            expect(rollback !== undefined).toBe(evidence.evidence >= trip);
            if (rollback) {
              expect(rollback).toMatchObject({
                attempt,
                evidence: evidence.evidence,
                threshold: trip,
              });
              rollbacks += 1;
            } else quiet += 1;
          } else expect(rollback).toBeUndefined();
          if (state.phase === 'trial') ({ attempt } = state);
        }
      }),
      settings,
    );
    expect(rollbacks).toBeGreaterThan(100);
    expect(quiet).toBeGreaterThan(2000);
  });

  test('a version is rolled back as often as it may be tried, and never after', () => {
    let usedUp = 0;
    fc.assert(
      fc.property(policies, ticks, (policy, ticks) => {
        const run = runOf(policy, ticks);
        const actions = run.flatMap(({ decisions }) => decisions.map(({ action }) => action));
        const rollbacks = actions.filter((action) => action === 'rollback').length;
        const { attempts } = policy.hysteresis;
        expect(rollbacks).toBeLessThanOrEqual(attempts);
        expect(run.at(-1)?.state.phase === 'quarantined').toBe(rollbacks === attempts);
        if (attempts > 1 && rollbacks === attempts) usedUp += 1;
      }),
      settings,
    );
    expect(usedUp).toBeGreaterThan(10);
  });

  test('holds and releases take turns', () => {
    let releases = 0;
    fc.assert(
      fc.property(policies, ticks, (policy, ticks) => {
        let held = false;
        for (const { action } of runOf(policy, ticks).flatMap(({ decisions }) => decisions)) {
          if (action === 'hold') expect(held).toBe(false);
          if (action === 'release') {
            expect(held).toBe(true);
            releases += 1;
          }
          held = action === 'hold';
        }
      }),
      settings,
    );
    expect(releases).toBeGreaterThan(10);
  });

  test('a run that is saved as JSON and loaded again at every tick is the same run', () => {
    fc.assert(
      fc.property(policies, ticks, (policy, ticks) => {
        let state = initialDecision(policy);
        const resumed = ticks.map((tick) => {
          const result = transition(policy, versions, state, tick);
          state = JSON.parse(JSON.stringify(result.state)) as typeof state;
          return result;
        });
        expect(resumed).toEqual(runOf(policy, ticks));
      }),
      settings,
    );
  });

  test('the state of a policy with other guardrails is refused, and with the same ones is not', () => {
    fc.assert(
      fc.property(policies, policies, ticks, (policy, other, ticks) => {
        const [tick] = ticks;
        if (!tick) return;
        const own = new Set(policy.guardrails.map(({ name }) => name));
        const same =
          other.guardrails.length === own.size &&
          other.guardrails.every(({ name }) => own.has(name));
        const resume = (): unknown =>
          transition(policy, versions, initialDecision(other), tick).state;
        if (same) expect(resume).not.toThrow();
        else {
          expect(resume).toThrow(LastgoodError);
          expect(resume).toThrow(expect.objectContaining({ code: 'state-foreign' }));
        }
      }),
      settings,
    );
  });
});
