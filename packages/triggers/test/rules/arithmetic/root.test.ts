import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { brentRoot } from '../../../src/rules/arithmetic/root.ts';

test.each([
  ['a line', (x: number) => 3 - x, 3],
  ['a cubic', (x: number) => x ** 3 - 2 * x - 5, 2.0945514815423265],
  ['a function that is nearly flat at its zero', (x: number) => (x - 1.25) ** 9, 1.25],
  ['a jump', (x: number) => (x < Math.PI ? 7 : -0.001), Math.PI],
  ['the lower end', (x: number) => x + 10, -10],
  ['the upper end', (x: number) => x - 10, 10],
])('finds the zero of %s', (_, of, zero) => {
  for (const tolerance of [1e-4, 1e-9]) {
    expect(Math.abs(brentRoot(of, -10, 10, tolerance) - zero)).toBeLessThanOrEqual(tolerance);
  }
});

test('finds a jump anywhere, in few steps', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      (jump, height) => {
        let steps = 0;
        const root = brentRoot(
          (x) => {
            steps += 1;
            return x < jump ? height : -1;
          },
          -2,
          2,
          1e-6,
        );
        expect(Math.abs(root - jump)).toBeLessThanOrEqual(1e-6);
        expect(steps).toBeLessThan(200);
      },
    ),
    { seed: 5 },
  );
});
