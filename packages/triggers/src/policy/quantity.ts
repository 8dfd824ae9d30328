import { z } from 'zod';

import type { Fault } from './limit.ts';
import { unitsOfTime } from './units-of-time.ts';
import { milliseconds } from './units.ts';

/** A value as people write it: in the metric's unit, or with a unit of time of its own, such as `500 ms`. */
export type Quantity = number | { readonly milliseconds: number };

const quantityError =
  'must be a number in the unit of the metric, or have a unit of time, such as 500 ms';

export const quantity: z.ZodType<Quantity> = z
  .union([z.number(), z.string()], { error: quantityError })
  .transform((value, context): Quantity => {
    if (typeof value === 'number') return value;
    const time = timeIn(value.trim());
    if (time !== undefined) return { milliseconds: time };
    context.addIssue({ code: 'custom', message: quantityError });
    return z.NEVER;
  });

const microseconds = /\d\s*us$/i;

/** The library that reads durations does not know microseconds. */
function timeIn(text: string): number | undefined {
  if (!microseconds.test(text)) return milliseconds(text);
  const thousandfold = milliseconds(text.replace(/us$/i, 'ms'));
  return thousandfold === undefined ? undefined : thousandfold / 1000;
}

/** Reads what is written at a path as a number in the metric's unit. */
export type InUnit = (value: Quantity, path: readonly string[]) => number;

/** @param unit the metric's; only with one of time a value can have its own */
export function inUnit(unit: string | undefined, fault: Fault): InUnit {
  const known = unitsOfTime.get(unit ?? '');
  return (value, path) => {
    if (typeof value === 'number') return value;
    // 1.005 ms are 1005 us, and not a little less.
    if (known) return Number((value.milliseconds / known.milliseconds).toPrecision(12));
    const units = [...unitsOfTime.keys()].join(', ');
    fault(
      path,
      unit === undefined
        ? `has a unit, and the metric has none: write a number, or add a unit of time, one of ${units}`
        : `has a unit of time, and the metric's is ${JSON.stringify(unit)}: write a number in it`,
    );
    return Number.NaN;
  };
}
