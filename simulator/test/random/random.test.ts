import { gammaln } from 'simple-statistics';
import { describe, expect, it, test } from 'vitest';

import { Random } from '../../src/random/random.ts';
import { Xoshiro128 } from '../../src/random/xoshiro128.ts';

test('xoshiro128** gives the numbers of its authors', () => {
  const bits = new Xoshiro128([1, 2, 3, 4]);
  expect(Array.from({ length: 10 }, () => bits.next())).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
    4258142804,
  ]);
});

/** The first numbers of a seed. */
function draw(seed: number): number[] {
  const random = new Random(seed);
  return [random.uniform(), random.uniform(), random.uniform()];
}

/** How often each value is drawn. */
function tally(draws: number, draw: () => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (let done = 0; done < draws; done += 1) {
    const value = draw();
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

describe('uniform numbers', () => {
  it('are the same for the same seed, on any machine', () => {
    expect(draw(1)).toMatchInlineSnapshot(`
      [
        0.5686059948349658,
        0.8893939367683266,
        0.4705824180198359,
      ]
    `);
    expect(draw(1)).toEqual(draw(1));
    const firsts = new Set(Array.from({ length: 10_000 }, (_, seed) => draw(seed)[0]));
    expect(firsts.size).toBe(10_000);
  });

  it('fill the interval from 0 to 1 evenly', () => {
    const random = new Random(5);
    const counts = tally(1e6, () => Math.floor(random.uniform() * 100));
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([...Array(100).keys()]);
    const chiSquare = [...counts.values()].reduce(
      (sum, count) => sum + (count - 1e4) ** 2 / 1e4,
      0,
    );
    expect(chiSquare).toBeLessThan(149); // 99 degrees of freedom, chance .001
  });
});

/** ln of the probability of `successes`. */
function logMass(successes: number, count: number, probability: number): number {
  return (
    gammaln(count + 1) -
    gammaln(successes + 1) -
    gammaln(count - successes + 1) +
    successes * Math.log(probability) +
    (count - successes) * Math.log1p(-probability)
  );
}

describe('binomial numbers', () => {
  // Each side of the switch between the two methods, and both halves of the probabilities.
  test.each([
    [1, 0.3],
    [20, 0.01],
    [380, 0.02],
    [380, 0.03],
    [25, 0.41],
    [25, 0.5],
    [100, 0.93],
    [2000, 0.2],
  ])('of %d trials at %d come as often as the formula says', (count, probability) => {
    const random = new Random(11);
    const draws = 200_000;
    const drawn = tally(draws, () => random.binomial(count, probability));

    let chiSquare = 0;
    let cells = 0;
    let expectedRest = draws;
    let drawnRest = draws;
    for (let successes = 0; successes <= count; successes += 1) {
      const expected = draws * Math.exp(logMass(successes, count, probability));
      if (expected < 10) continue;
      const observed = drawn.get(successes) ?? 0;
      chiSquare += (observed - expected) ** 2 / expected;
      cells += 1;
      expectedRest -= expected;
      drawnRest -= observed;
    }
    if (expectedRest > 1) chiSquare += (drawnRest - expectedRest) ** 2 / expectedRest;
    // Beyond five standard deviations of a chi-square with as many degrees of freedom.
    expect(chiSquare).toBeLessThan(cells + 5 * Math.sqrt(2 * cells));
  });

  test.each([
    [1e9, 0.02],
    [1e9, 1e-9],
    [1e15, 0.5],
  ])('of %d trials at %d have the right mean and spread', (count, probability) => {
    const random = new Random(12);
    const draws = 100_000;
    const variance = count * probability * (1 - probability);
    let sum = 0;
    let squares = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      const beyond = random.binomial(count, probability) - count * probability;
      sum += beyond;
      squares += beyond ** 2;
    }
    expect(Math.abs(sum) / Math.sqrt(draws * variance)).toBeLessThan(4);
    expect(Math.abs(squares / draws / variance - 1)).toBeLessThan(0.03);
  });

  it('know what is certain', () => {
    const random = new Random(13);
    expect([random.binomial(0, 0.4), random.binomial(500, 0), random.binomial(500, 1)]).toEqual([
      0, 0, 500,
    ]);
  });
});
