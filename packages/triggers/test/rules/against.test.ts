import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { LastgoodError, type Guardrail, type Sample, type Tick } from '../../src/index.ts';
import { peerNamed, peers, type StartedPeer } from '../../src/rules/against.ts';
import type { RuleDecision } from '../../src/rules/rule.ts';
import type { RunningRule } from '../../src/rules/running.ts';
import {
  categoriesSample,
  histogramSample,
  meanSample,
  proportionSample,
  rateSample,
} from '../support/samples.ts';

const errors: Guardrail = {
  name: 'errors',
  type: 'proportion',
  worse: 'higher',
  tolerance: { relative: 0.1, absolute: 0.01 },
  harm: { relative: 0.5, absolute: 0.05 },
};
const accuracy: Guardrail = { ...errors, name: 'accuracy', worse: 'lower' };
const versions = { canary: 'v13', baseline: 'v12' };
const all = ['argo', 'flagger', 'kayenta', 'growthbook', 'statsig', 'cusum'];

type Hits = readonly [hits: number, count: number];

/** `count` ticks of ten seconds in which a metric always is the same. */
function recording(metric: string, count: number, canary: Hits, baseline: Hits): Tick[] {
  const sample = ([hits, count]: Hits): { [metric: string]: { hits: number; count: number } } => ({
    [metric]: { hits, count },
  });
  return Array.from({ length: count }, (_, index) => ({
    from: index * 10_000,
    to: (index + 1) * 10_000,
    versions: { v13: sample(canary), v12: sample(baseline) },
  }));
}

/** What a rule decides first, and at which tick. */
function decision(
  started: StartedPeer,
  ticks: readonly Tick[],
): { tick: number; action: RuleDecision['action'] } | undefined {
  if ('unjudged' in started) throw new Error(started.unjudged);
  let [rule, ...more]: readonly (RunningRule | undefined)[] = started.rules;
  expect(more).toEqual([]);
  for (const [index, tick] of ticks.entries()) {
    const step = rule?.step(tick);
    if (step?.decision) return { tick: index + 1, action: step.decision.action };
    rule = step?.rule;
  }
  return undefined;
}

function decisions(
  guardrail: Guardrail,
  ticks: readonly Tick[],
): Record<string, ReturnType<typeof decision>> {
  return Object.fromEntries(
    peers.map((peer) => [peer.name, decision(peer.start(guardrail, versions), ticks)]),
  );
}

describe("the peers' rules, side by side", () => {
  test('each decides on its own, at its own time', () => {
    // 4 % against 2 %, where up to 3.2 % is acceptable.
    const worse = decisions(errors, recording('errors', 60, [8, 200], [8, 400]));
    expect(worse['argo']).toEqual({ tick: 1, action: 'rollback' });
    expect(worse['flagger']).toEqual({ tick: 1, action: 'rollback' });
    expect(worse['kayenta']).toEqual({ tick: 30, action: 'rollback' });
    expect(worse['growthbook']).toEqual({ tick: 5, action: 'rollback' });
    expect(worse['statsig']).toEqual({ tick: 9, action: 'rollback' });
    expect(worse['cusum']).toEqual({ tick: 5, action: 'rollback' });
  });

  test('fewer hits are worse where misses count', () => {
    const fewer = decisions(accuracy, recording('accuracy', 60, [160, 200], [360, 400]));
    for (const name of all) expect(fewer[name]?.action).toBe('rollback');
    const more = decisions(accuracy, recording('accuracy', 60, [190, 200], [360, 400]));
    for (const name of all) expect(more[name]).toBeUndefined();
  });

  test('tolerance counts misses: up to 0.01 + 1.1 * 0.1 = 0.12 of them', () => {
    const within = recording('accuracy', 20, [88, 100], [90, 100]);
    expect(decisions(accuracy, within)['argo']).toBeUndefined();
    const beyond = recording('accuracy', 20, [87, 100], [90, 100]);
    expect(decisions(accuracy, beyond)['argo']).toEqual({ tick: 1, action: 'rollback' });
  });

  test('none speaks against a canary that is like its baseline', () => {
    const same = decisions(errors, recording('errors', 200, [2, 100], [2, 100]));
    for (const name of all) expect(same[name]).toBeUndefined();
  });

  test('a metric that was never observed', () => {
    const silent = decisions(errors, recording('latency', 60, [2, 100], [2, 100]));
    expect(silent).toEqual({
      argo: { tick: 5, action: 'rollback' },
      flagger: { tick: 1, action: 'rollback' },
      kayenta: { tick: 30, action: 'rollback' },
      growthbook: undefined,
      statsig: undefined,
      cusum: undefined,
    });
  });
});

test.each(['spinnaker', '', 'Argo', 'constructor'])('there is no rule "%s"', (name) => {
  expect(() => peerNamed(name)).toThrow(LastgoodError);
  expect(() => peerNamed(name)).toThrow(
    `there is no rule "${name}": there is argo, flagger, kayenta, growthbook, statsig, cusum`,
  );
});

describe('by type', () => {
  const limits = [
    { quantile: 0.5, bound: 200 },
    { quantile: 0.99, bound: 500 },
  ];
  const types: readonly Guardrail[] = [
    errors,
    { name: 'crashes', type: 'rate', worse: 'higher', harm: { relative: 0.5 } },
    { name: 'revenue', type: 'mean', worse: 'lower' },
    { name: 'latency', type: 'histogram', worse: 'higher', edges: [100, 500], limits },
    { name: 'inputs', type: 'categories', tolerance: { shift: 0.05 } },
  ];
  /** What a rule follows, or why it does not. */
  const followed = (name: string): unknown =>
    types.map((guardrail) => {
      const started = peerNamed(name).start(guardrail, versions);
      return 'unjudged' in started ? started : started.rules.map(({ metric }) => metric);
    });
  const common = [['errors'], ['crashes'], ['revenue']];
  const quantiles = ['latency (p50)', 'latency (p99)'];

  test.each(['argo', 'flagger'])('%s judges whatever is one number a tick', (name) => {
    expect(followed(name)).toEqual([...common, quantiles, ['inputs']]);
  });

  test('kayenta judges what each version has a number of', () => {
    const reason = 'compares one number of each version, and categories have none';
    expect(followed('kayenta')).toEqual([...common, quantiles, { unjudged: reason }]);
  });

  test.each([
    ['growthbook', 'has no sequential test for quantiles', 'has no test for categories'],
    ['statsig', 'has no sequential test for percentiles', 'has no test for categories'],
    [
      'cusum',
      'adds up differences of means and rates only',
      'adds up differences of means and rates only',
    ],
  ])('%s judges means and rates', (name, histogram, categories) => {
    expect(followed(name)).toEqual([...common, { unjudged: histogram }, { unjudged: categories }]);
  });

  test.each<[Guardrail, fc.Arbitrary<Sample>]>([
    [errors, proportionSample],
    [{ ...types[1], tolerance: { relative: 0.1 } } as Guardrail, rateSample],
    [{ name: 'revenue', type: 'mean', worse: 'lower', limit: { bound: 2 } }, meanSample([-5, 50])],
    [{ ...types[3], tolerance: { relative: 0.1 } } as Guardrail, histogramSample],
    [{ name: 'inputs', type: 'categories', tolerance: { shift: 0.05 } }, categoriesSample],
  ])('whatever the ticks, a decision has numbers in its reason: %o', (guardrail, sample) => {
    const observed = fc.option(sample, { nil: undefined });
    const samples = (one: Sample | undefined): Record<string, Sample> =>
      one ? { [guardrail.name]: one } : {};
    fc.assert(
      fc.property(
        fc.array(fc.tuple(observed, observed), { minLength: 1, maxLength: 40 }),
        (all) => {
          for (const peer of peers) {
            const started = peer.start(guardrail, versions);
            if ('unjudged' in started) continue;
            for (const begin of started.rules) {
              let rule = begin;
              for (const [index, [canary, baseline]] of all.entries()) {
                const step = rule.step({
                  from: index * 10_000,
                  to: (index + 1) * 10_000,
                  versions: { v13: samples(canary), v12: samples(baseline) },
                });
                expect(step.decision?.reason ?? '').not.toMatch(/NaN|Infinity|undefined|edge/);
                ({ rule } = step);
              }
            }
          }
        },
      ),
      { seed: 23 },
    );
  });

  test('a rate is judged by its exposure, and not by its number of hits', () => {
    const crashes = { ...types[1], tolerance: { relative: 0.1 } } as Guardrail;
    const samples = (hits: number, exposure: number): Record<string, Sample> => ({
      crashes: { hits, exposure },
    });
    const ticks = Array.from({ length: 90 }, (_, index) => ({
      from: index * 10_000,
      to: (index + 1) * 10_000,
      versions: { v13: samples(3, 1), v12: samples(8, 8) },
    }));
    expect(decisions(crashes, ticks)).toEqual({
      argo: { tick: 1, action: 'rollback' },
      flagger: { tick: 1, action: 'rollback' },
      kayenta: { tick: 30, action: 'rollback' },
      growthbook: { tick: 19, action: 'rollback' },
      statsig: { tick: 13, action: 'rollback' },
      cusum: { tick: 4, action: 'rollback' },
    });
  });
});
