import { expect, test } from 'vitest';

import { studentQuantile } from '../../src/statistics/student.ts';

// The tables of the t distribution, two-sided, 95 %.
test.each([
  [1, 12.7062],
  [2, 4.3027],
  [3, 3.1824],
  [4, 2.7764],
  [5, 2.5706],
  [10, 2.2281],
  [30, 2.0423],
  [120, 1.9799],
  [100_000, 1.95999],
])('the quantile of %d degrees of freedom', (degrees, published) => {
  expect(studentQuantile(degrees) / published).toBeCloseTo(1, degrees > 5 ? 4 : 2);
});
