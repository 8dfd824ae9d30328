import {
  histogramQuantile,
  toleratedFactor,
  type HistogramGuardrail,
  type Sample,
} from '@lastgood/triggers';

import { number, roundNumber } from '../words/numbers.ts';
import type { Measure } from './measure.ts';

/** Where no limit says which quantile matters. */
const usualQuantile = 0.95;

/** The quantile of the first limit, interpolated within its bin. The last bin is open: there the last edge stands for it. */
export function histogramMeasure(guardrail: HistogramGuardrail): Measure {
  const { worse, unit, tolerance, limits: [limit] = [] } = guardrail;
  const usual = worse === 'higher' ? usualQuantile : 1 - usualQuantile;
  const quantile = limit?.quantile ?? usual;
  const of = (sample: Sample | undefined): number =>
    sample && 'edges' in sample ? histogramQuantile(sample, quantile) : NaN;
  return {
    name: `p${+(100 * quantile).toPrecision(6)}`,
    ...(unit !== undefined && { unit }),
    of: ({ canary, baseline }) => ({ canary: of(canary), baseline: of(baseline) }),
    ...(tolerance && {
      acceptable: (baseline) => toleratedFactor(worse, tolerance.relative) * baseline,
    }),
    ...(limit && { limit: limit.bound }),
    paired: true,
    fromZero: false,
    format: number,
    round: roundNumber,
  };
}
