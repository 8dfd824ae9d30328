import { z } from 'zod';

import type { Worse } from '../ticks/bad.ts';
import { histogramEdges } from './edges.ts';
import { checkLimit, type Fault, limitOf, writtenLimit, type WrittenLimit } from './limit.ts';
import type {
  CategoriesGuardrail,
  Guardrail,
  HistogramGuardrail,
  Limit,
  MeanGuardrail,
  ProportionGuardrail,
  QuantileLimit,
  RateGuardrail,
} from './model.ts';
import { mapping, name, within } from './shapes.ts';
import { fraction } from './units.ts';

type Unnamed<Guarded extends Guardrail> = Omit<Guarded, 'name'>;

const worse = z.enum(['higher', 'lower'], { error: 'must be higher or lower' });

const numberError = 'must be a number in the unit of the metric';
const number = z.number({ error: numberError });
const notNegative = number.min(0, { error: 'must be zero or more, in the unit of the metric' });

const share = fraction.refine((value) => value > 0 && value < 1, {
  error: 'must lie between 0 and 1, neither of them included',
});

const relative = within(0, 100, 'from 0 to 100, such as 0.1 for up to 10 % more').default(0);

/** Tells the faults of a part of the guardrail. */
function faultsIn(context: z.core.$RefinementCtx, ...above: readonly string[]): Fault {
  return (path, message) =>
    context.addIssue({ code: 'custom', path: [...above, ...path], message });
}

/** Where lower is worse, a quantity cannot fall by all of itself or more. */
function checkRelative(
  worse: Worse,
  tolerance: { relative: number } | undefined,
  fault: Fault,
): void {
  if (worse === 'higher' || tolerance === undefined || tolerance.relative < 1) return;
  fault(['tolerance', 'relative'], 'must be below 1 where lower is worse: all of it is 1');
}

/** With neither tolerance nor limit a guardrail is compared at tolerance zero, with only a limit it is not compared. */
function compared<Tolerance>(
  tolerance: Tolerance | undefined,
  limit: unknown,
  zero: Tolerance,
): { readonly tolerance?: Tolerance } {
  if (tolerance !== undefined) return { tolerance };
  return limit === undefined ? { tolerance: zero } : {};
}

function limited(limit: WrittenLimit | undefined, worse: Worse): { readonly limit?: Limit } {
  return limit ? { limit: limitOf(limit, worse) } : {};
}

const proportion = mapping({
  type: z.literal('proportion'),
  worse,
  expected: within(0, 1, 'from 0 to 1: the usual share of hits of the baseline').exactOptional(),
  tolerance: mapping({
    relative,
    absolute: within(0, 1, 'from 0 to 1, such as 0.01 for up to one percentage point').default(0),
  }).exactOptional(),
  limit: writtenLimit(share).exactOptional(),
})
  .superRefine(({ worse, limit }, context) => {
    if (limit) checkLimit(limit, worse, faultsIn(context, 'limit'));
  })
  .transform(({ tolerance, limit, ...rest }): Unnamed<ProportionGuardrail> => ({
    ...rest,
    ...compared(tolerance, limit, { relative: 0, absolute: 0 }),
    ...limited(limit, rest.worse),
  }));

const rate = mapping({
  type: z.literal('rate'),
  worse,
  tolerance: mapping({ relative }).exactOptional(),
  limit: writtenLimit(
    number.positive({ error: 'must be above zero, in hits per unit of exposure' }),
  ).exactOptional(),
})
  .superRefine(({ worse, tolerance, limit }, context) => {
    checkRelative(worse, tolerance, faultsIn(context));
    if (limit) checkLimit(limit, worse, faultsIn(context, 'limit'));
  })
  .transform(({ tolerance, limit, ...rest }): Unnamed<RateGuardrail> => ({
    ...rest,
    ...compared(tolerance, limit, { relative: 0 }),
    ...limited(limit, rest.worse),
  }));

const range = z
  .tuple([number, number], { error: 'must be the least and the greatest value, such as [0, 50]' })
  .refine(([low, high]) => low < high, { error: 'must rise, such as [0, 50]' });

const mean = mapping({
  type: z.literal('mean'),
  worse,
  unit: name.exactOptional(),
  range: range.exactOptional(),
  asymptotic: z.literal(true, { error: 'must be true, or left out' }).exactOptional(),
  tolerance: mapping({ relative, absolute: notNegative.default(0) }).exactOptional(),
  limit: writtenLimit(number).exactOptional(),
})
  .superRefine((written, context) => {
    const { worse, range, asymptotic, tolerance, limit } = written;
    const fault = faultsIn(context);
    checkRelative(worse, tolerance, fault);
    if (limit) checkLimit(limit, worse, faultsIn(context, 'limit'));
    if (range === undefined) {
      if (asymptotic) {
        if (limit && limit.for === undefined && limit.of === undefined) {
          fault(['limit'], 'needs a range to be tested within the risk: add range, or for or of');
        }
      } else {
        fault(
          ['range'],
          'must be the least and the greatest value, such as [0, 50]; without one the risk is approached only as values accumulate, which asymptotic: true accepts',
        );
      }
      return;
    }
    if (asymptotic) fault(['asymptotic'], 'must be left out beside a range, which makes it exact');
    if (range[0] < 0 && tolerance !== undefined && tolerance.relative > 0) {
      fault(
        ['tolerance', 'relative'],
        `must be 0 where values can be negative, down to ${range[0]}: use absolute`,
      );
    }
    for (const key of ['min', 'max', 'clear'] as const) {
      const value = limit?.[key];
      if (value === undefined || (value > range[0] && value < range[1])) continue;
      fault(['limit', key], `must lie within the range, between ${range[0]} and ${range[1]}`);
    }
  })
  .transform(({ tolerance, limit, ...rest }): Unnamed<MeanGuardrail> => ({
    ...rest,
    ...compared(tolerance, limit, { relative: 0, absolute: 0 }),
    ...limited(limit, rest.worse),
  }));

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

const histogram = mapping({
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

const categories = mapping({
  type: z.literal('categories'),
  tolerance: mapping({ shift: share.default(0.05) }).prefault({}),
}).transform((written): Unnamed<CategoriesGuardrail> => written);

const types = [proportion, rate, mean, histogram, categories] as const;

/** A guardrail, as people write it, read as the policy has it but for its name. */
export const guardrail: z.ZodType<
  | Unnamed<ProportionGuardrail>
  | Unnamed<RateGuardrail>
  | Unnamed<MeanGuardrail>
  | Unnamed<HistogramGuardrail>
  | Unnamed<CategoriesGuardrail>
> = z.discriminatedUnion('type', types, {
  error: ({ code }) =>
    code === 'invalid_union'
      ? 'must be proportion, rate, mean, histogram or categories'
      : 'must be a mapping with a type: proportion, rate, mean, histogram or categories',
});
