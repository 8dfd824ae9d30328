import type { Worse } from '../ticks/bad.ts';
import type { MeanSample } from '../ticks/samples/mean.ts';
import type { Pair } from '../ticks/tick.ts';
import { type Arm, armOf, betsOn, betsPrior } from './bets.ts';
import {
  addToPast,
  excessOf,
  type MeanState,
  type MeanTolerance,
  noPast,
} from './mean-comparison.ts';
import { momentsOf } from './moments.ts';
import { type Statistic, stepOf } from './statistic.ts';
import { toleratedFactor } from './tolerance.ts';

export interface UnboundedMeanOptions {
  readonly worse: Worse;
  readonly tolerance: MeanTolerance;
}

/** So many values other than zero have to be known of each arm before there is evidence. */
const enoughValues = 200;

/**
 * The mean of a quantity without a range. **Asymptotic**: the stated risk is approached as values accumulate and is not a
 * bound; say so wherever its evidence is shown. Use `boundedMean` where a range can be named.
 *
 *     inc = L excess - sum over the arms of (L factor / n)^2 (D + 2 n sigma^2) / 6
 *
 * D is the sum of (value - mu)^2; mu and sigma^2 are the mean and the variance of all past blocks. For any y of mean zero
 * E[exp(l y - l^2 (y^2 + 2 E[y^2]) / 6)] <= 1 (Delyon), so what is left to chance is only whether mu and sigma^2 are right.
 * That is why there is no evidence before 200 values other than zero are known of each arm, as far as the sums tell: there are
 * at least sum^2 / sumOfSquares. A quantity that is as often negative as positive may never come so far.
 *
 * Null hypothesis and units as in `boundedMean`. Assumption: finite variances that do not grow over time.
 *
 * References: Waudby-Smith, Arbour et al., time-uniform central limit theory (2024); Delyon, exponential inequalities for
 * sums of weakly dependent variables (2009).
 */
export const unboundedMean: Statistic<UnboundedMeanOptions, MeanState, MeanSample> & {
  readonly asymptotic: true;
} = {
  asymptotic: true,
  initial: () => noPast,
  step: (options, past, block) =>
    stepOf(addToPast(past, block), incrementsOf(options, past, block)),
  ofPast: { state: (past) => past, increments: incrementsOf },
  prior: () => betsPrior,
};

function incrementsOf(
  { worse, tolerance }: UnboundedMeanOptions,
  past: MeanState,
  block: Pair<MeanSample>,
): readonly number[] | undefined {
  if (!isEnough(past.canary) || !isEnough(past.baseline)) return undefined;
  if (block.canary.count === 0 || block.baseline.count === 0) return betsPrior.map(() => 0);
  const factor = toleratedFactor(worse, tolerance.relative);
  const baseline = armOf(block.baseline, momentsOf(past.baseline), factor);
  const arms = [armOf(block.canary, momentsOf(past.canary), 1), baseline];
  const excess = excessOf(worse, tolerance, block);
  const bets = betsOn(Math.sqrt(baseline.variance), arms);
  return bets.map((bet) => delyonIncrement(bet, excess, arms));
}

function isEnough({ sum, sumOfSquares }: MeanSample): boolean {
  return sum ** 2 >= enoughValues * sumOfSquares && sumOfSquares > 0;
}

function delyonIncrement(bet: number, excess: number, arms: readonly Arm[]): number {
  let increment = bet * excess;
  for (const { count, factor, squares, variance } of arms) {
    increment -= (((bet * factor) / count) ** 2 * (squares + 2 * count * variance)) / 6;
  }
  return increment;
}
