import { isCount, isFiniteNumber, isObject, notACount, notANumber, notASample } from './checks.ts';

/** Values of a quantity, such as the revenue of a request: how many, their sum and the sum of their squares. */
export interface MeanSample {
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** No value at all. */
export const noValues: MeanSample = { count: 0, sum: 0, sumOfSquares: 0 };

/** The least and the greatest value that a quantity can have, in its unit. */
export type Range = readonly [low: number, high: number];

/** What sums may lose to rounding, as a part of themselves, before they count as contradictory. */
const rounding = 1e-9;

/**
 * Reads recorded sums of values. If they are impossible, returns what is wrong with them, to follow the metric's name.
 *
 * @param range if the quantity has one: sums are refused that only values outside it can have
 */
export function readMean(recorded: unknown, range?: Range): MeanSample | string {
  if (!isObject(recorded)) return notASample(recorded, 'a count, a sum and a sumOfSquares');
  const { count, sum, sumOfSquares } = recorded;
  if (!isCount(count)) return notACount('count', count);
  if (!isFiniteNumber(sum)) return notANumber('sum', sum);
  if (!isFiniteNumber(sumOfSquares)) return notANumber('sumOfSquares', sumOfSquares);
  const sample = { count, sum, sumOfSquares };
  if (!isPossible(sample)) {
    return `has a sum of ${sum} and a sumOfSquares of ${sumOfSquares}, which no ${count} values have`;
  }
  if (range && !isWithin(sample, range)) {
    return `has values outside its range from ${range[0]} to ${range[1]}: they have to be clipped before they are summed`;
  }
  return sample;
}

/** The squares are at least those of `count` equal values (Cauchy and Schwarz). */
function isPossible({ count, sum, sumOfSquares }: MeanSample): boolean {
  if (count === 0) return sum === 0 && sumOfSquares === 0;
  return sumOfSquares * (1 + rounding) >= (sum / count) * sum;
}

/** Whether (value - low)(high - value), which no value within the range makes negative, sums to zero or more. */
function isWithin({ count, sum, sumOfSquares }: MeanSample, [low, high]: Range): boolean {
  const size = count * low * high;
  const inside = (low + high) * sum - sumOfSquares - size;
  const largest = Math.max(Math.abs((low + high) * sum), sumOfSquares, Math.abs(size));
  return inside >= -rounding * largest;
}

export function addMeans(left: MeanSample, right: MeanSample): MeanSample {
  return {
    count: left.count + right.count,
    sum: left.sum + right.sum,
    sumOfSquares: left.sumOfSquares + right.sumOfSquares,
  };
}
