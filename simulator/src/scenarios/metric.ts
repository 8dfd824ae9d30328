import { duration, mapping } from '@lastgood/triggers';
import { z } from 'zod';

import type { Day, Metric } from './scenario.ts';
import { positive, share, shares } from './values.ts';

const dayLength = 24 * 3_600_000;

export const day: z.ZodType<Day> = mapping({
  swing: share,
  peak: duration.refine((time) => time < dayLength, {
    error: 'must be a time of the day, such as 14h',
  }),
});

const lateness = duration.default(0);
const worse = z.enum(['higher', 'lower'], { error: 'must be higher or lower' }).default('higher');
const varying = { worse, lateness, day: day.exactOptional() };

const proportion = mapping({ type: z.literal('proportion'), share, ...varying });

const rate = mapping({
  type: z.literal('rate'),
  hits: positive,
  exposure: positive.default(1),
  ...varying,
});

const mean = mapping({
  type: z.literal('mean'),
  zeros: share.default(0),
  mean: positive,
  deviation: positive,
  ...varying,
});

const histogram = mapping({
  type: z.literal('histogram'),
  median: positive,
  p99: positive,
  ...varying,
}).refine(({ median, p99 }) => p99 > median, {
  error: 'must be greater than the median',
  path: ['p99'],
});

const categories = mapping({ type: z.literal('categories'), shares, lateness });

const types = 'proportion, rate, mean, histogram or categories';

/** A metric, as it stands in a scenario file. */
export const metric: z.ZodType<Metric> = z.discriminatedUnion(
  'type',
  [proportion, rate, mean, histogram, categories],
  {
    error: ({ code }) =>
      code === 'invalid_union' ? `must be ${types}` : `must be a mapping with a type: ${types}`,
  },
);
