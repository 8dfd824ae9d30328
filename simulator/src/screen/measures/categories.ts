import {
  totalVariation,
  type CategoriesGuardrail,
  type CategoriesSample,
  type Sample,
} from '@lastgood/triggers';

import { percent, roundPercent } from '../../words/percent.ts';
import type { Measure } from './measure.ts';

/**
 * How far the canary's labels are from the baseline's: the total variation distance. With few outcomes it is large by
 * chance. The baseline has no number of its own.
 */
export function categoriesMeasure({ tolerance }: CategoriesGuardrail): Measure {
  return {
    name: 'distance between the shares of labels',
    of: ({ canary, baseline }) => ({
      canary: isOfLabels(canary) && isOfLabels(baseline) ? totalVariation(canary, baseline) : NaN,
      baseline: NaN,
    }),
    ...(tolerance && { acceptable: () => tolerance.shift }),
    paired: false,
    fromZero: true,
    format: percent,
    round: roundPercent,
  };
}

function isOfLabels(sample: Sample | undefined): sample is CategoriesSample {
  return sample !== undefined && 'counts' in sample && !('edges' in sample);
}
