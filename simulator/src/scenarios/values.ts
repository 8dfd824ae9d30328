import { duration, fraction, mapping, named, within } from '@lastgood/triggers';
import { z } from 'zod';

import type { Span } from './scenario.ts';

export const share: z.ZodType<number> = within(0, 1, 'from 0 to 1, such as 0.05 or 5%');

export const positive: z.ZodType<number> = fraction.refine((value) => value > 0, {
  error: 'must be above zero',
});

export const shares: z.ZodType<Record<string, number>> = named('label', share).refine(
  (all) => Math.abs(Object.values(all).reduce((sum, part) => sum + part, 0) - 1) < 1e-9,
  { error: 'must be shares that sum to 1' },
);

export const longDuration: z.ZodType<number> = duration.refine((value) => value > 0, {
  error: 'must be longer than nothing',
});

const spanError = 'must be a duration such as 2h, or from which to which one, such as [2h, 10h]';

/** A duration, or a range of them. */
export const span: z.ZodType<Span> = z
  .union([duration.transform((value) => [value, value] as const), z.tuple([duration, duration])], {
    error: spanError,
  })
  .refine(([shortest, longest]) => shortest <= longest, { error: spanError });

const rateError = 'must be a number of requests in a time, such as 40/s, 200/min or 30/h';
const written = /^\s*(\d+(?:\.\d+)?)\s*\/\s*(s|min|h)\s*$/;
const units: Readonly<Record<string, number>> = { s: 1000, min: 60_000, h: 3_600_000 };

/** Requests in a millisecond. */
export const requestRate: z.ZodType<number> = z
  .string({ error: rateError })
  .transform((text, context) => {
    const [, count, unit = ''] = written.exec(text) ?? [];
    const rate = Number(count) / (units[unit] ?? 0);
    if (rate > 0 && rate < Infinity) return rate;
    context.addIssue({ code: 'custom', message: rateError });
    return z.NEVER;
  });

const mostUsers = 1_000_000;
const usersError = `must be a whole number from 2 to ${mostUsers}`;

/** Who sends the requests. */
export const users: z.ZodType<{ readonly count: number }> = mapping({
  count: z
    .int({ error: usersError })
    .min(2, { error: usersError })
    .max(mostUsers, { error: usersError }),
});
