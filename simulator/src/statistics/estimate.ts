import { mean, sampleStandardDeviation } from 'simple-statistics';

/** A mean with its standard error. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** @param values at least two */
export function meanOf(values: readonly number[]): Estimate {
  const error = sampleStandardDeviation([...values]) / Math.sqrt(values.length);
  return { value: mean([...values]), error };
}

/** The ratio of the means of pairs of values; its error to the first order (delta method). */
export function ratioOfMeans(pairs: readonly (readonly [number, number])[]): Estimate {
  const below = mean(pairs.map(([, second]) => second));
  const value = mean(pairs.map(([first]) => first)) / below;
  const { error } = meanOf(pairs.map(([first, second]) => (first - value * second) / below));
  return { value, error };
}
