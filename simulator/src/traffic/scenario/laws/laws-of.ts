import type { Guardrail } from '@lastgood/triggers';

import type { Change, Metric } from '../../../scenarios/scenario.ts';
import { categoriesLaws } from './categories.ts';
import { histogramLaws } from './histogram.ts';
import type { Laws } from './law.ts';
import { meanLaws } from './mean.ts';
import { proportionLaws } from './proportion.ts';
import { rateLaws } from './rate.ts';

/**
 * All that a metric can be for a guardrail of its type.
 *
 * @param changes those of the metric
 */
export function lawsOf(metric: Metric, guardrail: Guardrail, changes: readonly Change[]): Laws {
  if (metric.type === 'proportion' && guardrail.type === 'proportion') {
    return proportionLaws(metric, guardrail);
  }
  if (metric.type === 'rate' && guardrail.type === 'rate') return rateLaws(metric, guardrail);
  if (metric.type === 'mean' && guardrail.type === 'mean') return meanLaws(metric, guardrail);
  if (metric.type === 'histogram' && guardrail.type === 'histogram') {
    return histogramLaws(metric, guardrail);
  }
  if (metric.type === 'categories' && guardrail.type === 'categories') {
    return categoriesLaws(metric, changes);
  }
  throw new TypeError(`${guardrail.name} is a ${guardrail.type}, and the metric a ${metric.type}`);
}
