import { describe, expect, test } from 'vitest';

import { logDirichletMultinomial } from '../../src/evidence/dirichlet-multinomial.ts';
import { ways } from '../oracles/multinomial.ts';

describe('logDirichletMultinomial', () => {
  const ticks = [
    [20, 17, 9],
    [18, 21, 8],
    [4, 6, 4],
    [18, 19, 11],
  ];
  const shares = [0.4, 0.4, 0.2];

  test('gives the published answer', () => {
    let prior = [1, 1, 1];
    let log = 0;
    for (const counts of ticks) {
      log += logDirichletMultinomial(prior, shares, counts);
      prior = prior.map((parameter, place) => parameter + (counts[place] ?? 0));
    }
    expect(log).toBeCloseTo(-4.18381397, 7);
    const [all, ...rest] = ticks;
    const sum = rest.reduce(
      (sum, counts) => sum.map((count, k) => count + (counts[k] ?? 0)),
      all ?? [],
    );
    expect(logDirichletMultinomial([1, 1, 1], shares, sum)).toBeCloseTo(log, 10);
  });

  test('is the ratio of the two probabilities', () => {
    for (const prior of [
      [1, 1, 1],
      [0.5, 3, 10],
      [4000, 4000, 2000],
    ]) {
      for (const counts of ways(5, 3)) {
        // One unit after the other (Polya's urn).
        const urn = [...prior];
        let expected = 0;
        for (const [place, count] of counts.entries()) {
          for (let unit = 0; unit < count; unit += 1) {
            const total = urn.reduce((left, right) => left + right, 0);
            expected += Math.log((urn[place] ?? 0) / total / (shares[place] ?? 0));
            urn[place] = (urn[place] ?? 0) + 1;
          }
        }
        expect(logDirichletMultinomial(prior, shares, counts)).toBeCloseTo(expected, 9);
      }
    }
  });

  test.each([1e3, 1e5, 1e7, 1e10, 1e13, 2 ** 52])('keeps its digits with %d units', (units) => {
    const [first, second] = [0.3, 0.7];
    const expected = Math.round(first * units);
    const counts = [expected + 2, units - expected - 2];
    const log = logDirichletMultinomial([3000, 7000], [first, second], counts);
    // Large counts this near to what is expected come to the same as their normal approximation.
    const spread = 1 + units / 10_000;
    const square = (expected + 2 - first * units) ** 2 / (units * first * second);
    expect(log).toBeCloseTo((square * (1 - 1 / spread) - Math.log(spread)) / 2, 3);
  });
});
