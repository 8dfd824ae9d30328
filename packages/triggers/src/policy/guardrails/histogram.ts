import { z } from 'zod';

import { histogramEdges } from '../edges.ts';
import { checkLimit, limitOf, writtenLimit } from '../limit.ts';
import type { HistogramGuardrail, QuantileLimit } from '../model.ts';
import { mapping, name } from '../shapes.ts';
import { duration } from '../units.ts';
import {
  type ByType,
  checkRelative,
  compared,
  faultsIn,
  number,
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
    writtenLimit(number),
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
  unit: name.exactOptional(),
  edges: z
    .array(z.number({ error: edgesError }), { error: edgesError })
    .min(1, { error: edgesError })
    .max(1000, { error: 'must be 1000 edges at most' })
    .refine(
      (edges) => edges.every((edge, place) => place === 0 || edge > (edges[place - 1] ?? 0)),
      {
        error: edgesError,
      },
    )
    .exactOptional(),
  tolerance: mapping({ relative }).exactOptional(),
  limit: quantileLimits.exactOptional(),
  lateness: duration.exactOptional(),
})
  .superRefine(({ worse, tolerance, limit }, context) => {
    checkRelative(worse, tolerance, faultsIn(context));
    for (const [key, one] of Object.entries(limit ?? {})) {
      checkLimit(one, worse, faultsIn(context, 'limit', key));
    }
  })
  .transform(({ tolerance, limit, edges, ...rest }): Unnamed<HistogramGuardrail> => {
    const limits = Object.entries(limit ?? {}).map(([key, one]): QuantileLimit => ({
      quantile: quantileOf(key),
      ...limitOf(one, rest.worse),
    }));
    const bounds = limits.flatMap(({ bound, sustained }) => [bound, sustained?.clear ?? bound]);
    return {
      ...rest,
      edges: histogramEdges(edges, rest.unit, bounds),
      ...compared(tolerance, limit, { relative: 0 }),
      ...(limits.length > 0 && { limits }),
    };
  });
