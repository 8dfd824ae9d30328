import { z } from 'zod';

import type { Worse } from '../ticks/bad.ts';
import type { Limit, Sustained } from './model.ts';
import { mapping, wholeNumber } from './shapes.ts';
import { duration } from './units.ts';

/** Where a fault lies below the limit, and what would be right. */
export type Fault = (path: readonly string[], message: string) => void;

const ticks = wholeNumber(1, 1000);

/** A limit as people write it, before anybody asked which side is worse. */
export interface WrittenLimit<Value = number> {
  readonly min?: Value;
  readonly max?: Value;
  readonly for?: number;
  readonly of?: readonly [number, number];
  readonly clear?: Value;
  readonly minCount?: number;
}

/** @param value what a bound is */
export function writtenLimit<Value>(value: z.ZodType<Value>): z.ZodType<WrittenLimit<Value>> {
  return mapping({
    min: value.exactOptional().describe('The least acceptable value, where lower is worse.'),
    max: value.exactOptional().describe('The greatest acceptable value, where higher is worse.'),
    for: duration
      .refine((length) => length > 0, { error: 'must be longer than zero' })
      .exactOptional()
      .describe(
        'Trip once the limit has been passed for so long: a literal rule without a stated risk.',
      ),
    of: z
      .tuple([ticks, ticks], { error: 'must be two numbers, such as [3, 5] for 3 of the last 5' })
      .refine(([bad, last]) => bad <= last, {
        error: 'must not ask for more ticks than it looks at, such as [3, 5] for 3 of the last 5',
      })
      .exactOptional()
      .describe(
        'Trip once so many of the last ticks have passed the limit, such as [3, 5]: without a stated risk.',
      ),
    clear: value.exactOptional().describe('With for or of: where the rule comes to rest again.'),
    minCount: z
      .number({ error: 'must be a number above zero' })
      .positive({ error: 'must be a number above zero' })
      .exactOptional()
      .describe('With for or of: ticks with fewer outcomes say nothing.'),
  });
}

/** @param read a value, by its path below the limit */
export function readLimit<Value>(
  { min, max, clear, ...rest }: WrittenLimit<Value>,
  read: (value: Value, path: readonly string[]) => number,
): WrittenLimit {
  return {
    ...rest,
    ...(min !== undefined && { min: read(min, ['min']) }),
    ...(max !== undefined && { max: read(max, ['max']) }),
    ...(clear !== undefined && { clear: read(clear, ['clear']) }),
  };
}

/** Which key has the bound. */
function boundKey(worse: Worse): 'min' | 'max' {
  return worse === 'higher' ? 'max' : 'min';
}

/** Tells what is wrong with a limit by itself. */
export function checkLimit(limit: WrittenLimit, worse: Worse, fault: Fault): void {
  const key = boundKey(worse);
  const other = key === 'max' ? 'min' : 'max';
  const bound = limit[key];
  if (limit[other] !== undefined) {
    fault([other], `is on the good side: where ${worse} is worse, a limit has ${key}`);
  } else if (bound === undefined) {
    const which = key === 'max' ? 'greatest' : 'least';
    fault([key], `must be the ${which} value that is acceptable`);
  }
  if (limit.for !== undefined && limit.of !== undefined) {
    fault(['of'], 'must not stand beside for: keep one of the two');
  }
  if (limit.for === undefined && limit.of === undefined) {
    for (const only of ['clear', 'minCount'] as const) {
      if (limit[only] !== undefined) fault([only], 'needs for or of beside it');
    }
  }
  if (bound === undefined || limit.clear === undefined) return;
  if (worse === 'higher' ? limit.clear <= bound : limit.clear >= bound) return;
  const side = worse === 'higher' ? 'above' : 'below';
  fault(['clear'], `must not be ${side} the limit, which is ${bound}`);
}

/** The limit in terms of its worse side, once it has passed `checkLimit`. */
export function limitOf(written: WrittenLimit, worse: Worse): Limit {
  const { clear, minCount, for: length, of } = written;
  const bound = written[boundKey(worse)] ?? Number.NaN;
  const rest = {
    ...(clear !== undefined && { clear }),
    ...(minCount !== undefined && { minCount }),
  };
  const sustained: Sustained | undefined =
    length !== undefined ? { ...rest, for: length } : of && { ...rest, of };
  return sustained ? { bound, sustained } : { bound };
}
