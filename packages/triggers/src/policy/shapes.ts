import { z } from 'zod';

import { fraction } from './units.ts';

/** A mapping with these keys and no others; the errors name them. */
export function mapping<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  const keys = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys'
        ? `is not known here: there is ${keys}`
        : `must be a mapping with ${keys}`,
  });
}

/** A mapping from names that people choose. */
export function named<Value extends z.ZodType>(
  what: string,
  value: Value,
): z.ZodRecord<z.ZodString, Value> {
  const expected = `must be a mapping with at least one ${what} by its name`;
  return z
    .record(name, value, {
      error: ({ code }) =>
        code === 'invalid_key'
          ? 'needs a name that is not empty and has no control characters'
          : expected,
    })
    .refine((all) => Object.keys(all).length > 0, { error: expected });
}

/** A fraction within bounds that the message names. */
export function within(low: number, high: number, bounds: string): z.ZodType<number> {
  return fraction.refine((value) => value >= low && value <= high, { error: `must be ${bounds}` });
}

export const probability: z.ZodType<number> = fraction.refine((value) => value > 0 && value < 1, {
  error: 'must lie between 0 and 1, neither of them included',
});

export function wholeNumber(low: number, high: number): z.ZodInt {
  const error = `must be a whole number from ${low} to ${high}`;
  return z.int({ error }).min(low, { error }).max(high, { error });
}

const nameError = 'must be a name, in quotes if it looks like a number';
/** Names stand in sentences for people, which have one line. */
export const name: z.ZodString = z
  .string({ error: nameError })
  .min(1, { error: nameError })
  .refine((text) => !/\p{Cc}/u.test(text), { error: 'must be a name without control characters' });
