import { expect, test } from 'vitest';

import { Random } from '../../../src/random/random.ts';
import { blockLength, blocks } from '../../../src/traffic/recorded/blocks.ts';

test.each([
  [5, 5],
  [12, 12],
  [100, 12],
  [241, 13],
  [2000, 100],
])('of %d ticks, %d follow one another', (intervals, length) => {
  expect(blockLength(intervals)).toBe(length);
});

test('blocks are of consecutive ticks, the end followed by the beginning, and begin anywhere', () => {
  const intervals = 100;
  const next = blocks(new Random(2), intervals);
  const counts = Array.from({ length: intervals }, () => 0);
  const starts = new Set<number>();
  for (let block = 0; block < 5000; block += 1) {
    const places = Array.from({ length: 12 }, next);
    const start = places[0] ?? NaN;
    starts.add(start);
    expect(places).toEqual(Array.from({ length: 12 }, (_, at) => (start + at) % intervals));
    for (const place of places) counts[place] = (counts[place] ?? 0) + 1;
  }
  expect(starts.size).toBe(intervals);
  // 600 each; neighbours come together, so that the counts are as uncertain as those of the 50 blocks that begin there.
  for (const count of counts) expect(Math.abs(count - 600)).toBeLessThan(5 * 12 * Math.sqrt(50));
});
