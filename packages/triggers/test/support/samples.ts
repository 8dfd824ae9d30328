import * as fc from 'fast-check';

import type { CategoriesSample } from '../../src/ticks/samples/categories.ts';
import type { HistogramSample } from '../../src/ticks/samples/histogram.ts';
import type { MeanSample, Range } from '../../src/ticks/samples/mean.ts';
import type { RateSample } from '../../src/ticks/samples/rate.ts';
import type { ProportionSample } from '../../src/ticks/samples/proportion.ts';

/** No outcome, few, many, and as many as can be counted. */
export const count: fc.Arbitrary<number> = fc.oneof(
  fc.nat(3),
  fc.nat(1000),
  fc.nat(1e7),
  fc.constantFrom(0, 1, 1e7, Number.MAX_SAFE_INTEGER),
);

const share = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));

export const proportionSample: fc.Arbitrary<ProportionSample> = fc
  .record({ count, share })
  .map(({ count, share }) => ({ count, hits: Math.round(share * count) }));

export const rateSample: fc.Arbitrary<RateSample> = fc
  .record({
    hits: count,
    exposure: fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e9, noNaN: true })),
  })
  .map(({ hits, exposure }) => ({ hits: exposure === 0 ? 0 : hits, exposure }));

/** Sums that values within the range can have: those of a part at each end and a part at the middle. */
export function meanSample([low, high]: Range): fc.Arbitrary<MeanSample> {
  const middle = (low + high) / 2;
  return fc.record({ count, share, inMiddle: share }).map(({ count, share, inMiddle }) => {
    const middles = Math.round(count * inMiddle);
    const highs = Math.round((count - middles) * share);
    const lows = count - middles - highs;
    return {
      count,
      sum: lows * low + middles * middle + highs * high,
      sumOfSquares: lows * low ** 2 + middles * middle ** 2 + highs * high ** 2,
    };
  });
}

const edges = [100, 110, 115, 121, 200, 1000];

export const histogramSample: fc.Arbitrary<HistogramSample> = fc
  .array(count, { minLength: edges.length + 1, maxLength: edges.length + 1 })
  .map((counts) => ({ edges, counts }));

const labels = ['mobile', 'web', '__proto__', 'constructor', '7', '-0', ''];

/** Labels come and go, and some have names that objects inherit or that look like numbers. */
export const categoriesSample: fc.Arbitrary<CategoriesSample> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...labels), count), { selector: ([label]) => label })
  .map((entries) => ({ counts: Object.fromEntries(entries) }));
