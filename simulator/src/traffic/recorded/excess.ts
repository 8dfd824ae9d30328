import {
  badCount,
  isOf,
  totalVariation,
  type Guardrail,
  type RateSample,
  type Sample,
} from '@lastgood/triggers';

import { excessOfCounts, excessOfMeans } from '../excess.ts';

/**
 * How many of the canary's outcomes in a sample were bad beyond the baseline's share, below zero where fewer were; of a rate
 * how many more bad events there were. Undefined for types whose outcomes are not simply good or bad.
 */
export function countedExcess(
  guardrail: Guardrail,
  canary: Sample,
  baseline: Sample,
): number | undefined {
  if (guardrail.type === 'proportion' && isOf(canary, 'proportion') && isOf(baseline, 'proportion')) {
    const served = badCount(canary, guardrail.worse);
    const beside = badCount(baseline, guardrail.worse);
    return beside.count > 0 ? served.bad - (served.count * beside.bad) / beside.count : 0;
  }
  if (guardrail.type === 'rate' && isOf(canary, 'rate') && isOf(baseline, 'rate')) {
    const more = canary.hits - canary.exposure * rateOf(baseline);
    return guardrail.worse === 'higher' ? more : -more;
  }
  return undefined;
}

/**
 * How large a part of the canary's outcomes came out worse over the whole recording; of means as if the values were normal.
 * Zero for types that are counted.
 */
export function overallExcess(guardrail: Guardrail, canary: Sample, baseline: Sample): number {
  if (guardrail.type === 'histogram' && isOf(canary, 'histogram') && isOf(baseline, 'histogram')) {
    return excessOfCounts(canary.counts, baseline.counts, guardrail.worse);
  }
  if (guardrail.type === 'mean' && isOf(canary, 'mean') && isOf(baseline, 'mean')) {
    const mean = baseline.sum / baseline.count;
    const variance = baseline.sumOfSquares / baseline.count - mean ** 2;
    const above = canary.sum / canary.count - mean;
    const difference = guardrail.worse === 'higher' ? above : -above;
    return excessOfMeans(difference, Math.sqrt(Math.max(0, variance)));
  }
  if (isOf(canary, 'categories') && isOf(baseline, 'categories')) {
    return totalVariation(canary, baseline);
  }
  return 0;
}

function rateOf({ hits, exposure }: RateSample): number {
  return exposure > 0 ? hits / exposure : 0;
}
