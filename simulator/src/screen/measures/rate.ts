import { toleratedFactor, type RateGuardrail, type Sample } from '@lastgood/triggers';

import { number, roundNumber } from '../words/numbers.ts';
import type { Measure } from './measure.ts';

/** Events per unit of exposure. */
export function rateMeasure({ worse, tolerance, limit }: RateGuardrail): Measure {
  const rate = (sample: Sample | undefined): number =>
    sample && 'exposure' in sample ? sample.hits / sample.exposure : NaN;
  return {
    name: 'events per unit of exposure',
    of: ({ canary, baseline }) => ({ canary: rate(canary), baseline: rate(baseline) }),
    ...(tolerance && {
      acceptable: (baseline) => toleratedFactor(worse, tolerance.relative) * baseline,
    }),
    ...(limit && { limit: limit.bound }),
    paired: true,
    fromZero: true,
    format: number,
    round: roundNumber,
  };
}
