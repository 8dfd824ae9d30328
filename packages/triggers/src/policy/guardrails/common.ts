import { z } from 'zod';

import type { Worse } from '../../ticks/bad.ts';
import { type Fault, limitOf, type WrittenLimit } from '../limit.ts';
import type { Guardrail, Limit } from '../model.ts';
import { within } from '../shapes.ts';
import { duration, fraction } from '../units.ts';

/** A guardrail as it stands under its name. */
export type Unnamed<Guarded extends Guardrail> = Omit<Guarded, 'name'>;

/** A schema that a union can choose by its `type`. */
export type ByType<Read> = z.ZodType<Read> & z.core.$ZodTypeDiscriminable;

export const worse: z.ZodType<Worse> = z
  .enum(['higher', 'lower'], {
    error: 'must be higher or lower',
  })
  .describe('Which direction is worse.');

export const share: z.ZodType<number> = fraction.refine((value) => value > 0 && value < 1, {
  error: 'must lie between 0 and 1, neither of them included',
});

export const relative: z.ZodDefault<z.ZodType<number>> = within(
  0,
  100,
  'from 0 to 100, such as 0.1 for up to 10 % more',
)
  .default(0)
  .describe('Up to so much worse is acceptable, as a part of what the baseline has.');

export const relativeHarm: z.ZodType<number> = fraction
  .refine((value) => value > 0 && value <= 100, {
    error: 'must be above 0 and at most 100, such as 0.5 for half as much again as is tolerated',
  })
  .describe('Beyond what is tolerated, as a part of it: so much worse is clearly worse.');

/** How long its outcomes may take after the end of a tick. */
export const lateness: z.ZodExactOptional<z.ZodType<number>> = duration
  .exactOptional()
  .describe(
    "How long its outcomes may take after the end of a tick; by default as long as the model's.",
  );

/** Tells the faults of a part of the guardrail. */
export function faultsIn(context: z.core.$RefinementCtx, ...above: readonly string[]): Fault {
  return (path, message) =>
    context.addIssue({ code: 'custom', path: [...above, ...path], message });
}

interface Written {
  readonly tolerance?: unknown;
  readonly harm?: unknown;
  readonly limit?: unknown;
}

/** Harm is beyond what is tolerated, and a limit alone tolerates nothing. */
export function checkHarm({ tolerance, harm, limit }: Written, fault: Fault): void {
  if (harm === undefined || limit === undefined || tolerance !== undefined) return;
  fault(['harm'], 'needs a tolerance beside it: with only a limit the canary is not compared');
}

/** Where lower is worse, a quantity cannot fall by all of itself or more. */
export function checkRelative(
  worse: Worse,
  key: 'tolerance' | 'harm',
  written: { relative: number } | undefined,
  fault: Fault,
): void {
  if (worse === 'higher' || written === undefined || written.relative < 1) return;
  fault([key, 'relative'], 'must be below 1 where lower is worse: all of it is 1');
}

/** With neither tolerance nor limit a guardrail is compared at tolerance zero, with only a limit it is not compared. */
export function compared<Tolerance>(
  tolerance: Tolerance | undefined,
  limit: unknown,
  zero: Tolerance,
): { readonly tolerance?: Tolerance } {
  if (tolerance !== undefined) return { tolerance };
  return limit === undefined ? { tolerance: zero } : {};
}

/** The limit that is written, if there is one. */
export function limited(limit: WrittenLimit | undefined, worse: Worse): { readonly limit?: Limit } {
  return limit ? { limit: limitOf(limit, worse) } : {};
}
