import type { Guardrail } from '@lastgood/triggers';

import { categoriesMeasure } from './categories.ts';
import { histogramMeasure } from './histogram.ts';
import { meanMeasure } from './mean.ts';
import type { Measure } from './measure.ts';
import { proportionMeasure } from './proportion.ts';
import { rateMeasure } from './rate.ts';

/** How a guardrail is measured. */
export function measureOf(guardrail: Guardrail): Measure {
  switch (guardrail.type) {
    case 'proportion':
      return proportionMeasure(guardrail);
    case 'rate':
      return rateMeasure(guardrail);
    case 'mean':
      return meanMeasure(guardrail);
    case 'histogram':
      return histogramMeasure(guardrail);
    case 'categories':
      return categoriesMeasure(guardrail);
  }
}
