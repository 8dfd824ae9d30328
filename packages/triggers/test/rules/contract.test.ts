import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { rateMoments, singleValue, type Compared } from '../../src/rules/arithmetic/moments.ts';
import { argoRollouts } from '../../src/rules/argo-rollouts.ts';
import { cusum } from '../../src/rules/cusum.ts';
import { flagger } from '../../src/rules/flagger.ts';
import { growthBook } from '../../src/rules/growthbook.ts';
import { kayenta } from '../../src/rules/kayenta.ts';
import type { Rule, RuleTick } from '../../src/rules/rule.ts';
import { statsig } from '../../src/rules/statsig.ts';
import { sustainedThreshold } from '../../src/rules/sustained-threshold.ts';
import { zTest } from '../../src/rules/z-test.ts';
import { rateSample } from '../support/samples.ts';

/** One rule with its options. */
interface Case {
  readonly name: string;
  readonly rule: Rule<unknown, unknown>;
  readonly options: unknown;
  readonly compared: Compared;
}

function of<Options, State>(
  rule: Rule<Options, State>,
  options: Options & { readonly compared?: Compared },
): Case {
  const { compared = 'mean' } = options;
  const name = `${rule.name} ${JSON.stringify(options)}`;
  return { name, rule, options: frozen(options), compared };
}

const worse = 'higher';
const condition = { worse, tolerance: { offset: 0.01, ratio: 1.1 }, limit: 0.5 } as const;
const rules: Case[] = [
  of(argoRollouts, condition),
  of(flagger, condition),
  of(flagger, { ...condition, worse: 'lower', threshold: 3 }),
  of(kayenta, { worse }),
  of(kayenta, { worse: 'lower' }),
  of(growthBook, { worse }),
  of(growthBook, { worse: 'lower', alpha: 0.01, tuning: 100 }),
  of(growthBook, { worse, compared: 'rate' }),
  of(statsig, { worse }),
  of(statsig, { worse: 'lower', alpha: 0.01 }),
  of(statsig, { worse, compared: 'rate' }),
  of(cusum, { worse }),
  of(cusum, { worse: 'lower', sides: 'two' }),
  of(cusum, { worse, compared: 'rate' }),
  of(zTest, { worse }),
  of(sustainedThreshold, { worse, limit: 0.3, clear: 0.2, for: 600_000 }),
  of(sustainedThreshold, { worse: 'lower', limit: 0.3, minCount: 3, of: [2, 3] }),
];

/** Few outcomes, none, many, and as many as can be counted. */
const count = fc.oneof(
  fc.nat({ max: 5 }),
  fc.nat({ max: 1000 }),
  fc.nat({ max: 1e7 }),
  fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER),
);
const hits = fc
  .tuple(count, fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })))
  .map(([all, share]) => {
    const hits = Math.round(all * share);
    return { count: all, sum: hits, sumOfSquares: hits };
  });
const events = rateSample.map(rateMoments);
const single = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map(singleValue);

function ticksOf(moments: fc.Arbitrary<RuleTick['canary']>): fc.Arbitrary<RuleTick[]> {
  return fc
    .array(fc.record({ wait: fc.nat({ max: 300 }), canary: moments, baseline: moments }), {
      maxLength: 40,
    })
    .map((all) => {
      let to = 0;
      return all.map(({ wait, canary, baseline }) => {
        const from = to + wait * 1000;
        to = from + 10_000;
        return { from, to, canary, baseline };
      });
    });
}

/** Rules for rates know events alone; the others take outcomes, events per exposure and single values for means. */
const ticks = {
  mean: ticksOf(fc.oneof(hits, events, single)),
  rate: ticksOf(events),
};

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

test.each(rules)(
  '$name is pure, survives JSON at every tick, and never decides on what is not a number',
  ({ rule, options, compared }) => {
    fc.assert(
      fc.property(ticks[compared], (all) => {
        let state = frozen(rule.initial(options));
        for (const one of all) {
          // Nothing is changed: a write to what is frozen throws.
          const step = rule.step(options, state, frozen(one));
          // The state has nothing that JSON loses: no NaN, no infinity, no undefined.
          const saved: unknown = JSON.parse(JSON.stringify(state));
          expect(saved).toStrictEqual(state);
          // The same again, from the state that was saved and loaded.
          expect(rule.step(options, saved, one)).toStrictEqual(step);
          expect(step.decision?.reason ?? '').not.toMatch(/NaN|Infinity|undefined/);
          state = frozen(step.state);
        }
      }),
      { seed: 17, numRuns: 150 },
    );
  },
);
