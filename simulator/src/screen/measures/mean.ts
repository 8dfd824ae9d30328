import { toleratedFactor, type MeanGuardrail, type Sample } from '@lastgood/triggers';

import { number, roundNumber } from '../words/numbers.ts';
import type { Measure } from './measure.ts';

/** The mean of the values, in their unit. */
export function meanMeasure({ worse, unit, tolerance, limit }: MeanGuardrail): Measure {
  const mean = (sample: Sample | undefined): number =>
    sample && 'sum' in sample ? sample.sum / sample.count : NaN;
  return {
    name: 'mean',
    ...(unit !== undefined && { unit }),
    of: ({ canary, baseline }) => ({ canary: mean(canary), baseline: mean(baseline) }),
    ...(tolerance && {
      acceptable: (baseline) =>
        toleratedFactor(worse, tolerance.relative) * baseline +
        (worse === 'higher' ? tolerance.absolute : -tolerance.absolute),
    }),
    ...(limit && { limit: limit.bound }),
    paired: true,
    fromZero: false,
    format: number,
    round: roundNumber,
  };
}
