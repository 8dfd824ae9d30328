import { z } from 'zod';

import { histogramEdges } from '../edges.ts';
import { checkLimit, limitOf, readLimit, writtenLimit } from '../limit.ts';
import type { HistogramGuardrail, QuantileLimit } from '../model.ts';
import { inUnit, quantity } from '../quantity.ts';
import { mapping, name } from '../shapes.ts';
import {
  type ByType,
  checkRelative,
  compared,
  faultsIn,
  lateness,
  relative,
  type Unnamed,
  worse,
} from './common.ts';

const quantileName = /^p(\d{1,2}(?:\.\d+)?)$/;

function quantileOf(key: string): number {
  return Number(`${quantileName.exec(key)?.[1]}e-2`);
}

const quantileLimits = z
  .record(
    z.string().refine((key) => quantileOf(key) > 0),
    writtenLimit(quantity),
    {
      error: ({ code }) =>
        code === 'invalid_key'
          ? 'is no quantile above p0 and below p100, such as p99 or p99.9'
          : 'must be a mapping with quantiles, such as { p99: { max: 500 } }',
    },
  )
  .refine((limits) => Object.keys(limits).length > 0, {
    error: 'must be a mapping with quantiles, such as { p99: { max: 500 } }',
  });

const edgesError = 'must be numbers that rise, the upper edges of all bins but the last';

export const histogram: ByType<Unnamed<HistogramGuardrail>> = mapping({
  type: z.literal('histogram'),
  worse,
  unit: name
    .exactOptional()
    .describe(
      'For people to read; the default edges go by it, and values with a unit of time are converted to it.',
    ),
  edges: z
    .array(quantity, { error: edgesError })
    .min(1, { error: edgesError })
    .max(1000, { error: 'must be 1000 edges at most' })
    .exactOptional()
    .describe('Where single values are binned; every limit is added.'),
  tolerance: mapping({ relative }).exactOptional(),
  limit: quantileLimits.exactOptional(),
  lateness,
})
  .transform(({ edges, limit, ...rest }, context) => {
    const read = inUnit(rest.unit, faultsIn(context));
    return {
      ...rest,
      ...(edges && { edges: edges.map((edge, place) => read(edge, ['edges', String(place)])) }),
      ...(limit && {
        limit: Object.entries(limit).map(([key, one]) => {
          const readBelow = inUnit(rest.unit, faultsIn(context, 'limit', key));
          return { key, ...readLimit(one, readBelow) };
        }),
      }),
    };
  })
  .superRefine(({ worse, edges, tolerance, limit = [] }, context) => {
    const fault = faultsIn(context);
    if (edges?.some((edge, place) => edge <= (edges[place - 1] ?? -Infinity))) {
      fault(['edges'], edgesError);
    }
    checkRelative(worse, 'tolerance', tolerance, fault);
    for (const { key, ...one } of limit) checkLimit(one, worse, faultsIn(context, 'limit', key));
  })
  .transform(({ tolerance, limit, edges, ...rest }): Unnamed<HistogramGuardrail> => {
    const limits = limit?.map(({ key, ...one }): QuantileLimit => ({
      quantile: quantileOf(key),
      ...limitOf(one, rest.worse),
    }));
    const bounds = limits?.flatMap(({ bound, sustained }) => [bound, sustained?.clear ?? bound]);
    return {
      ...rest,
      edges: histogramEdges(edges, rest.unit, bounds ?? []),
      ...compared(tolerance, limit, { relative: 0 }),
      ...(limits && { limits }),
    };
  });
