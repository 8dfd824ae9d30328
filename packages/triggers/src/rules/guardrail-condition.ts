import { toleratedFactor } from '../evidence/tolerance.ts';
import type {
  CategoriesGuardrail,
  HistogramGuardrail,
  MeanGuardrail,
  ProportionGuardrail,
  RateGuardrail,
} from '../policy/model.ts';
import type { Condition } from './condition.ts';

/** The rules look at means, and a proportion is one; a rate is one over its exposure. */
export type MeanLike = ProportionGuardrail | MeanGuardrail | RateGuardrail;

/** The guardrail in the unit of its values. */
export function meanCondition(guardrail: MeanLike): Condition {
  const { worse, limit } = guardrail;
  const tolerance = inValues(guardrail);
  return { worse, ...(tolerance && { tolerance }), ...(limit && { limit: limit.bound }) };
}

function inValues(guardrail: MeanLike): Condition['tolerance'] {
  const { type, worse, tolerance } = guardrail;
  if (!tolerance) return undefined;
  const { relative } = tolerance;
  const absolute = 'absolute' in tolerance ? tolerance.absolute : 0;
  // In terms of hits, where misses are bad: 1 - (absolute + ratio (1 - hits)).
  if (type === 'proportion' && worse === 'lower') {
    return { offset: -(absolute + relative), ratio: 1 + relative };
  }
  const offset = worse === 'higher' ? absolute : -absolute;
  return { offset, ratio: toleratedFactor(worse, relative) };
}

export interface QuantileCondition {
  /** Between 0 and 1. */
  readonly quantile: number;
  readonly condition: Condition;
}

/** A condition for each quantile with a limit; without any for the worst one in a hundred, such as the p99 of a duration. */
export function quantileConditions(guardrail: HistogramGuardrail): readonly QuantileCondition[] {
  const { worse, tolerance, limits = [] } = guardrail;
  const compared: Condition = {
    worse,
    ...(tolerance && {
      tolerance: { offset: 0, ratio: toleratedFactor(worse, tolerance.relative) },
    }),
  };
  if (limits.length === 0) {
    return [{ quantile: worse === 'higher' ? 0.99 : 0.01, condition: compared }];
  }
  return limits.map(({ quantile, bound }) => ({
    quantile,
    condition: { ...compared, limit: bound },
  }));
}

/** On the distance from the baseline, which is at 0 itself. */
export function distanceCondition({ tolerance }: CategoriesGuardrail): Condition {
  return {
    worse: 'higher',
    ...(tolerance && { tolerance: { offset: tolerance.shift, ratio: 1 } }),
  };
}
