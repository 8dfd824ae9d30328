import { describe, expect, test } from 'vitest';

import {
  proportion,
  type ProportionOptions,
  type ProportionState,
} from '../../src/evidence/proportion.ts';
import {
  logEvidence,
  nothingSpent,
  spend,
  startProbability,
  type Spending,
} from '../../src/evidence/spending.ts';
import type { BadCount } from '../../src/ticks/bad.ts';
import type { Pair } from '../../src/ticks/tick.ts';
import { acceptableRates, binomialMasses, outcomes } from '../oracles/enumeration.ts';

interface Path {
  readonly statistic: ProportionState;
  readonly spending: Spending;
}

function next(options: ProportionOptions, path: Path, block: Pair<BadCount>, cap: number): Path {
  const { state, increments } = proportion.step(options, path.statistic, block);
  const spending = increments ? spend(path.spending, increments, cap) : path.spending;
  return { statistic: state, spending };
}

/** R + 1 - the prior probabilities that are spent: 1 at the start, and never expected to rise. */
function wealth(options: ProportionOptions, { statistic, spending }: Path): number {
  let spent = 0;
  for (let step = 1; step <= spending.steps; step += 1) spent += startProbability(step);
  return Math.exp(logEvidence(spending, proportion.prior(options, statistic))) + 1 - spent;
}

/**
 * The largest rise of the wealth that is expected of any block on any path: every outcome of every block is followed,
 * and each block may have other rates, the worst for it.
 */
function largestRise(
  options: ProportionOptions,
  sizes: readonly Pair<number>[],
  cap: number,
  path: Path = { statistic: proportion.initial(options), spending: nothingSpent },
): number {
  const [size, ...rest] = sizes;
  if (!size) return -Infinity;
  const { relative, absolute } = options.tolerance;
  const before = wealth(options, path);
  const everyOutcome = [...outcomes(size, { canary: 0.5, baseline: 0.5 })];
  const paths = everyOutcome.map(({ block }) => next(options, path, block, cap));
  const wealths = paths.map((after) => wealth(options, after));

  const rises = [...acceptableRates(1 + relative, absolute)].map((rates) => {
    const canary = binomialMasses(size.canary, rates.canary);
    const baseline = binomialMasses(size.baseline, rates.baseline);
    return everyOutcome.reduce((sum, { block }, index) => {
      const probability = (canary[block.canary.bad] ?? 0) * (baseline[block.baseline.bad] ?? 0);
      return sum + probability * (wealths[index] ?? 0);
    }, -before);
  });
  const later = paths.map((after) => largestRise(options, rest, cap, after));
  return Math.max(...rises, ...later);
}

const small = [
  { canary: 1, baseline: 3 },
  { canary: 2, baseline: 2 },
  { canary: 0, baseline: 4 },
  { canary: 2, baseline: 1 },
];
/** Large enough for the baseline to show whether bad outcomes are rare. */
const deciding = [
  { canary: 2, baseline: 100 },
  { canary: 5, baseline: 8 },
];

describe(
  'the wealth is never expected to rise while the canary is within tolerance',
  { timeout: 30_000 },
  () => {
    test.each<[string, Omit<ProportionOptions, 'harm'>, readonly Pair<number>[]]>([
      ['no tolerance', { tolerance: { relative: 0, absolute: 0 } }, small],
      ['a relative tolerance', { tolerance: { relative: 0.2, absolute: 0 } }, small],
      ['an absolute tolerance', { tolerance: { relative: 0, absolute: 0.05 } }, small],
      ['both', { tolerance: { relative: 0.2, absolute: 0.05 } }, small],
      ['rare outcomes', { tolerance: { relative: 0.1, absolute: 0 }, expected: 0.01 }, small],
      ['common outcomes', { tolerance: { relative: 0.1, absolute: 0 }, expected: 0.3 }, small],
      ['a choice on the way', { tolerance: { relative: 0, absolute: 0 } }, deciding],
      ['that and a tolerance', { tolerance: { relative: 0.5, absolute: 0 } }, deciding],
    ])('with %s', (_, compared, sizes) => {
      const options = { ...compared, harm: { relative: 0.5, absolute: 0.05 } };
      for (const cap of [Infinity, 1.5]) {
        const rise = largestRise(options, sizes, cap);
        expect(rise).toBeLessThanOrEqual(1e-9);
        expect(rise).toBeGreaterThan(-1e-3);
      }
    });
  },
);
