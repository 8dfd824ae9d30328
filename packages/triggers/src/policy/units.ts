import ms from 'ms';
import { z } from 'zod';

const durationError = 'must be a duration such as 10s, 30m or 1d';
const fractionError = 'must be a number such as 0.05, or a percentage such as 5%';

/** A duration such as `10s`, `30m`, `1d`, or a number of milliseconds; read as milliseconds. */
export const duration: z.ZodType<number> = z
  .union([z.string(), z.number()], { error: durationError })
  .transform((value, context) => {
    // ms answers undefined where it cannot read, though its type forbids asking.
    const parsed = typeof value === 'string' ? ms(value as ms.StringValue) : value;
    if (typeof parsed === 'number' && Number.isFinite(parsed) && parsed >= 0) return parsed;
    context.addIssue({ code: 'custom', message: durationError });
    return z.NEVER;
  });

const percentage = /^\s*(\d+(?:\.\d+)?)\s*%\s*$/;

/** A number such as `0.05`, or the same as a percentage, `5%`. */
export const fraction: z.ZodType<number> = z
  .union([z.string(), z.number()], { error: fractionError })
  .transform((value, context) => {
    const match = typeof value === 'string' ? percentage.exec(value) : null;
    const parsed = match ? Number(match[1]) / 100 : value;
    if (typeof parsed === 'number' && Number.isFinite(parsed)) return parsed;
    context.addIssue({
      code: 'custom',
      message: fractionError,
    });
    return z.NEVER;
  });
