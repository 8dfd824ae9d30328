import {
  badCount,
  isOf,
  outcomesIn,
  totalVariation,
  type Guardrail,
  type RateSample,
  type Sample,
} from '@lastgood/triggers';

import { excessOfCounts, excessOfMeans } from '../excess.ts';

type Samples = readonly (Sample | undefined)[];

/**
 * How many of the canary's requests came out worse, in the one guardrail in which over the whole recording most did: the
 * largest of several in each tick would be the noise of them all.
 */
export class Excess {
  /** The place of that guardrail; -1 if none was observed for both. */
  readonly metric: number;
  readonly #guardrail: Guardrail | undefined;
  readonly #usual: Sample | undefined;
  readonly #share: number;

  /**
   * @param canary what each version came to over the whole recording, by guardrail
   * @param baseline likewise
   */
  constructor(guardrails: readonly Guardrail[], canary: Samples, baseline: Samples) {
    let most = -Infinity;
    let worst = -1;
    for (const [metric, guardrail] of guardrails.entries()) {
      const [served, beside] = [canary[metric], baseline[metric]];
      if (!served || !beside) continue;
      const counted = countedExcess(guardrail, served, beside);
      const excess = counted ?? overallExcess(guardrail, served, beside) * outcomesIn(served);
      if (excess <= most) continue;
      most = excess;
      worst = metric;
    }
    this.metric = worst;
    this.#guardrail = guardrails[worst];
    this.#usual = baseline[worst];
    const [served, beside] = [canary[worst], baseline[worst]];
    this.#share =
      this.#guardrail && served && beside ? overallExcess(this.#guardrail, served, beside) : 0;
  }

  /**
   * In a part of the recording; of a rate, how many more bad events there were.
   *
   * @param canary what it came to in that guardrail
   * @param baseline what it came to beside or instead; if it was not observed, what is usual counts
   */
  of(canary: Sample | undefined, baseline: Sample | undefined = this.#usual): number {
    if (!this.#guardrail || !canary || !baseline) return 0;
    return countedExcess(this.#guardrail, canary, baseline) ?? this.#share * outcomesIn(canary);
  }
}

/**
 * How many of the canary's outcomes in a sample were bad beyond the baseline's share, below zero where fewer were; of a rate
 * how many more bad events there were. Undefined for types whose outcomes are not simply good or bad.
 */
function countedExcess(guardrail: Guardrail, canary: Sample, baseline: Sample): number | undefined {
  if (
    guardrail.type === 'proportion' &&
    isOf(canary, 'proportion') &&
    isOf(baseline, 'proportion')
  ) {
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
function overallExcess(guardrail: Guardrail, canary: Sample, baseline: Sample): number {
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
