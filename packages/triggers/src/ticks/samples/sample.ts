import { addCategories, type CategoriesSample } from './categories.ts';
import { addHistograms, type HistogramSample, noHistogram } from './histogram.ts';
import { addMeans, type MeanSample, noValues } from './mean.ts';
import { addProportions, type ProportionSample } from './proportion.ts';
import { addRates, type RateSample } from './rate.ts';

/** What the outcomes of one metric came to in one arm, by the type of the metric. */
interface SampleTypes {
  readonly proportion: ProportionSample;
  readonly rate: RateSample;
  readonly mean: MeanSample;
  readonly histogram: HistogramSample;
  readonly categories: CategoriesSample;
}

export type SampleType = keyof SampleTypes;
export type Sample = SampleTypes[SampleType];

/** What type of metric this is a sample of. */
export function typeOf(sample: Sample): SampleType {
  if ('exposure' in sample) return 'rate';
  if ('edges' in sample) return 'histogram';
  if ('sumOfSquares' in sample) return 'mean';
  return 'hits' in sample ? 'proportion' : 'categories';
}

export function isOf<Type extends SampleType>(
  sample: Sample,
  type: Type,
): sample is SampleTypes[Type] {
  // As `typeOf`, but each question is put to samples of one shape only: every tick asks.
  switch (type) {
    case 'rate':
      return 'exposure' in sample;
    case 'histogram':
      return 'edges' in sample;
    case 'mean':
      return 'sumOfSquares' in sample;
    case 'proportion':
      return 'hits' in sample && !('exposure' in sample);
    default:
      return !('hits' in sample || 'edges' in sample || 'sumOfSquares' in sample);
  }
}

/** How many outcomes a sample is of. A rate tells of events and not of outcomes: it has none. */
export function outcomesIn(sample: Sample): number {
  if ('count' in sample) return sample.count;
  if (!('counts' in sample)) return 0;
  let total = 0;
  if ('edges' in sample) {
    for (let bin = 0; bin < sample.counts.length; bin += 1) total += sample.counts[bin] ?? 0;
  } else for (const label in sample.counts) total += sample.counts[label] ?? 0;
  return total;
}

/** How much has been observed: outcomes, or of a rate its exposure. */
export function amountOf(sample: Sample): number {
  return 'exposure' in sample ? sample.exposure : outcomesIn(sample);
}

/** Whether a version has been observed at all. */
export function isObserved(sample: Sample): boolean {
  return 'exposure' in sample ? sample.exposure > 0 : hasOutcomes(sample, Number.MIN_VALUE);
}

/** Whether a sample is of so many outcomes or more. */
export function hasOutcomes(sample: Sample, least: number): boolean {
  if ('count' in sample) return sample.count >= least;
  if (!('edges' in sample)) return outcomesIn(sample) >= least;
  let total = 0;
  for (let bin = 0; bin < sample.counts.length; bin += 1) {
    total += sample.counts[bin] ?? 0;
    if (total >= least) return true;
  }
  return false;
}

/** Whether all numbers of a sum are such that it could be told from the next. */
export function isExact(sample: Sample): boolean {
  if ('exposure' in sample) {
    return Number.isSafeInteger(sample.hits) && Number.isFinite(sample.exposure);
  }
  const sums = 'sum' in sample ? [sample.sum, sample.sumOfSquares] : [];
  return Number.isSafeInteger(outcomesIn(sample)) && sums.every(Number.isFinite);
}

/** How samples of one type are added up. Methods, so that each can be one of its own type. */
interface Adding {
  readonly none: Sample;
  add(left: Sample, right: Sample): Sample;
}

const adding: Readonly<Record<SampleType, Adding>> = {
  proportion: { none: { count: 0, hits: 0 }, add: addProportions },
  rate: { none: { hits: 0, exposure: 0 }, add: addRates },
  mean: { none: noValues, add: addMeans },
  histogram: { none: noHistogram, add: addHistograms },
  categories: { none: { counts: {} }, add: addCategories },
};

/** The sample of a version that was not observed. */
export function noSample(type: SampleType): Sample {
  return adding[type].none;
}

/**
 * Adds up two samples of this type.
 *
 * @throws LastgoodError `edges-differ` for histograms
 */
export function addSamples(type: SampleType, left: Sample, right: Sample): Sample {
  return adding[type].add(left, right);
}
