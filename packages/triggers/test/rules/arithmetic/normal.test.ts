import { expect, test } from 'vitest';

import { normalQuantile, upperTail } from '../../../src/rules/arithmetic/normal.ts';

test.each([
  [-1, 0.8413447460685429],
  [0, 0.5],
  [1, 0.15865525393145705],
  [1.999999, 0.02275018593095283],
  [2, 0.02275013194817921],
  [3, 0.0013498980316300946],
  [5, 2.8665157187919391e-7],
  [10, 7.619853024160525e-24],
])('P(Z > %d)', (z, expected) => {
  expect(upperTail(z) / expected).toBeCloseTo(1, 9);
});

test.each([
  [0.5, 0],
  [0.6, 0.2533471031357997],
  [0.975, 1.9599639845400545],
  [0.99, 2.3263478740408408],
  [0.025, -1.9599639845400545],
  [1e-10, -6.361340902404056],
  [1e-300, -37.0470962993612],
])('the quantile at %d', (p, expected) => {
  expect(normalQuantile(p)).toBeCloseTo(expected, 12);
});

test('each is the inverse of the other', () => {
  for (let z = 0.01; z <= 30; z += 0.0137) {
    expect(normalQuantile(upperTail(z))).toBeCloseTo(-z, 10);
  }
  for (let z = 0.01; z <= 3; z += 0.0137) {
    expect(normalQuantile(1 - upperTail(z))).toBeCloseTo(z, 10);
  }
});
