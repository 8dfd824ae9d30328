import { describe, expect, it, test } from 'vitest';

import { AliasTable } from '../../src/random/alias-table.ts';
import { Categorical } from '../../src/random/categorical.ts';
import { poisson } from '../../src/random/poisson.ts';
import { Random } from '../../src/random/random.ts';
import { SliceTable } from '../../src/random/slice-table.ts';

/** Beyond five standard deviations of a chi-square with as many degrees of freedom as there are cells. */
function expectAsLikely(counts: readonly number[], probabilities: readonly number[]): void {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let chiSquare = 0;
  for (const [place, probability] of probabilities.entries()) {
    const count = counts[place] ?? 0;
    if (probability === 0) expect(count).toBe(0);
    else chiSquare += (count - total * probability) ** 2 / (total * probability);
  }
  const cells = probabilities.filter((probability) => probability > 0).length;
  expect(chiSquare).toBeLessThan(cells + 5 * Math.sqrt(2 * cells));
}

function geometric(length: number, ratio: number): number[] {
  const raw = Array.from({ length }, (_, place) => ratio ** place);
  const sum = raw.reduce((total, each) => total + each, 0);
  return raw.map((each) => each / sum);
}

const distributions = [
  { what: 'one that is certain', probabilities: [0, 1, 0] },
  { what: 'equal ones', probabilities: Array.from({ length: 64 }, () => 1 / 64) },
  { what: 'a usual one', probabilities: [0.02, 0.9, 0.05, 0, 0.03] },
  { what: 'parts of slices', probabilities: [1 / 3000, 1 / 3, 2 / 3 - 1 / 3000] },
  { what: 'many rare ones', probabilities: geometric(40, 0.8) },
];

describe.each(distributions)('$what', ({ probabilities }) => {
  it('comes as often as it should from an alias table', () => {
    const random = new Random(1);
    const table = new AliasTable(probabilities);
    const counts = probabilities.map(() => 0);
    for (let draw = 0; draw < 200_000; draw += 1) {
      const place = table.draw(random);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    expectAsLikely(counts, probabilities);
  });

  it('comes as often as it should from a table of slices', () => {
    const counts = probabilities.map(() => 0);
    const random = new Random(2);
    const table = new SliceTable(probabilities);
    for (let draw = 0; draw < 2000; draw += 1) table.addTo(counts, random, 100);
    expectAsLikely(counts, probabilities);
  });

  // Few are drawn one by one, many part by part.
  it.each([1, 7, 100, 20_000])('comes as often as it should, %d at a time', (size) => {
    const random = new Random(3);
    const categorical = new Categorical(probabilities);
    const sums = probabilities.map(() => 0);
    const draws = Math.ceil(200_000 / size);
    let total = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      const counts = categorical.counts(random, size);
      total += counts.reduce((sum, count) => sum + count, 0);
      for (const [place, count] of counts.entries()) sums[place] = (sums[place] ?? 0) + count;
    }
    expect(total).toBe(draws * size);
    expectAsLikely(sums, probabilities);
  });
});

test('counts spread as those of a multinomial number do', () => {
  const probabilities = [0.02, 0.9, 0.05, 0.03];
  for (const size of [30, 3000]) {
    const random = new Random(4);
    const categorical = new Categorical(probabilities);
    const squares = probabilities.map(() => 0);
    const draws = 20_000;
    for (let draw = 0; draw < draws; draw += 1) {
      for (const [place, count] of categorical.counts(random, size).entries()) {
        const beyond = count - size * (probabilities[place] ?? 0);
        squares[place] = (squares[place] ?? 0) + beyond ** 2;
      }
    }
    for (const [place, probability] of probabilities.entries()) {
      const variance = size * probability * (1 - probability);
      expect(Math.abs((squares[place] ?? 0) / draws / variance - 1)).toBeLessThan(0.06);
    }
  }
});

test.each([0, 0.3, 4, 60])('Poisson with mean %d has it as its variance', (expected) => {
  const random = new Random(17);
  const draws = 50_000;
  let sum = 0;
  let squares = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const value = poisson(random, expected);
    sum += value;
    squares += (value - expected) ** 2;
  }
  expect(Math.abs(sum / draws - expected)).toBeLessThanOrEqual(5 * Math.sqrt(expected / draws));
  expect(squares / draws).toBeGreaterThanOrEqual(0.95 * expected);
  expect(squares / draws).toBeLessThanOrEqual(1.05 * expected);
});
