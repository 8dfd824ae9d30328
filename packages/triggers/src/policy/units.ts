import ms from 'ms';
import { z } from 'zod';

const longest = '10y';
const durationError = `must be a duration with its unit, such as 10s, 30m or 1d, and at most ${longest}`;
const fractionError = 'must be a number such as 0.05, or a percentage such as 5%';

/** A duration with its unit, such as `10s`, `30m` or `1d`; read as milliseconds. Zero needs no unit. */
export const duration: z.ZodType<number> = z
  .union([z.string(), z.literal(0)], { error: durationError })
  .transform((value, context) => {
    const parsed = value === 0 ? 0 : milliseconds(value);
    if (parsed !== undefined && parsed >= 0 && parsed <= ms(longest)) return parsed;
    context.addIssue({ code: 'custom', message: durationError });
    return z.NEVER;
  });

/** A number without a unit would be milliseconds to `ms` and seconds to a reader: neither is taken. */
export function milliseconds(text: string): number | undefined {
  if (!/[a-z]$/i.test(text)) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ms answers undefined where its type forbids asking
  const parsed: number | undefined = ms(text as ms.StringValue);
  return parsed;
}

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
