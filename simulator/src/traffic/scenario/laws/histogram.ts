import { normalQuantile, upperTail, type HistogramGuardrail } from '@lastgood/triggers';

import { Categorical } from '../../../random/categorical.ts';
import type { Metric } from '../../../scenarios/scenario.ts';
import { excessOfCounts } from '../../excess.ts';
import { componentAt, componentsOf, type Component } from './applied.ts';
import { type Law, type Laws, usualRequests } from './law.ts';

interface HistogramLaw extends Law {
  /** By the bins of the guardrail's edges. */
  readonly probabilities: readonly number[];
}

/** Lognormal values, in the bins of the guardrail. */
export function histogramLaws(
  { median, p99 }: Extract<Metric, { type: 'histogram' }>,
  { worse, edges }: HistogramGuardrail,
): Laws<HistogramLaw> {
  const sigma = Math.log(p99 / median) / normalQuantile(0.99);
  const below = (edge: number, { times, plus }: Component): number => {
    const value = edge - plus;
    if (!(times > 0)) return value >= 0 ? 1 : 0;
    return value > 0 ? 1 - upperTail(Math.log(value / (times * median)) / sigma) : 0;
  };
  return {
    lucks: 3,
    law(day, changes) {
      const components = componentsOf(median, day, changes);
      const belowEdges = edges.map((edge) =>
        components.reduce((sum, each) => sum + each.share * below(edge, each), 0),
      );
      const probabilities = [...belowEdges, 1].map((upTo, bin) =>
        Math.max(0, upTo - (belowEdges[bin - 1] ?? 0)),
      );
      const drawn = new Categorical(probabilities);
      return {
        probabilities,
        sample: (random, requests) => ({ edges, counts: drawn.counts(random, requests) }),
        usual: { edges, counts: probabilities.map((each) => usualRequests * each) },
        value([radius = 0, angle = 0, choice = 0]) {
          const { times, plus } = componentAt(components, choice);
          // Box and Muller (1958).
          const normal = Math.sqrt(-2 * Math.log1p(-radius)) * Math.cos(2 * Math.PI * angle);
          return times * median * Math.exp(sigma * normal) + plus;
        },
      };
    },
    excess: (canary, baseline) =>
      excessOfCounts(canary.probabilities, baseline.probabilities, worse),
  };
}
