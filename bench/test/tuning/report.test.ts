import { Random, normal } from '@lastgood/simulator';
import { expect, test } from 'vitest';

import type { Held } from '../../tuning/repeat.ts';
import { coverageTable, expectedInside, figuresTable } from '../../tuning/report.ts';

test('another estimate is inside less often than the truth, as drawn ones are', () => {
  expect(expectedInside(Infinity)).toBeCloseTo(0.95, 6);
  // Two estimates of the same error differ by the square root of two of it.
  expect(expectedInside(1)).toBeCloseTo(0.834, 3);
  const random = new Random(1);
  const count = 100_000;
  let inside = 0;
  for (let draw = 0; draw < count; draw += 1) {
    const difference = normal(random) - normal(random) / Math.sqrt(10);
    if (Math.abs(difference) < 1.96) inside += 1;
  }
  expect(Math.abs(inside / count - expectedInside(10))).toBeLessThan(0.003);
});

const held = (figure: Held['figure'], fresh: number): Held => ({
  figure,
  value: 60_000,
  low: 30_000,
  high: Infinity,
  fresh,
  inside: fresh >= 30_000,
});

test('the tables tell the first tuning that chose a policy, and count all', () => {
  const rows = [
    {
      name: 'a',
      tunings: [
        undefined,
        [held('delay, median', Infinity)],
        [held('delay, median', 1000), held('bad requests', 40_000)],
      ],
    },
    { name: 'b', tunings: [[held('delay, median', 7_200_000)], undefined] },
  ];
  expect(figuresTable(rows).lines).toEqual([
    ['a', 'delay, median', '1m', '30s to never', 'never', 'yes', '1 of 2'],
    ['a', 'bad requests', '60000.0', '30000.0 to Infinity', '40000.0', 'yes', '1 of 1'],
    ['b', 'delay, median', '1m', '30s to never', '2h', 'yes', '1 of 1'],
  ]);
  expect(coverageTable(rows).lines.map((line) => line.slice(0, 3))).toEqual([
    ['delay, median', '2 of 3', '0.6667'],
    ['bad requests', '1 of 1', '1.0000'],
  ]);
});
