import { poisson, type Random } from '@lastgood/simulator';
import type {
  CategoriesSample,
  HistogramSample,
  MeanSample,
  ProportionSample,
  RateSample,
} from '@lastgood/triggers';

import { multinomial } from './draws.ts';

/** Independent requests that hit at a rate. */
export function proportionOf(random: Random, count: number, rate: number): ProportionSample {
  return { count, hits: random.binomial(count, rate) };
}

/** Events at an intensity per unit of exposure. */
export function rateOf(random: Random, exposure: number, intensity: number): RateSample {
  return { hits: poisson(random, exposure * intensity), exposure };
}

/** Purchases: one request in ten buys something, for up to 50 and 12.5 on average if it does. */
export function revenueOf(random: Random, count: number): MeanSample {
  const bought = random.binomial(count, 0.1);
  let [sum, sumOfSquares] = [0, 0];
  for (let purchase = 0; purchase < bought; purchase += 1) {
    const amount = 50 * random.uniform() ** 3;
    sum += amount;
    sumOfSquares += amount * amount;
  }
  return { count, sum, sumOfSquares };
}

/** Values that fall into the bins with these probabilities. */
export function histogramOf(
  random: Random,
  count: number,
  edges: readonly number[],
  probabilities: readonly number[],
): HistogramSample {
  return { edges, counts: multinomial(random, count, probabilities) };
}

/** Labels with these probabilities. */
export function categoriesOf(
  random: Random,
  count: number,
  probabilities: Readonly<Record<string, number>>,
): CategoriesSample {
  const counts = multinomial(random, count, Object.values(probabilities));
  const labels = Object.keys(probabilities);
  return { counts: Object.fromEntries(labels.map((label, place) => [label, counts[place] ?? 0])) };
}
