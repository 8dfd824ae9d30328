import { z } from 'zod';

import type { ModelPolicy } from './model.ts';
import { duration, fraction } from './units.ts';

/** A fraction within bounds that the message names. */
function within(low: number, high: number, bounds: string): z.ZodType<number> {
  return fraction.refine((value) => value >= low && value <= high, { error: `must be ${bounds}` });
}

const probability = fraction.refine((value) => value > 0 && value < 1, {
  error: 'must lie between 0 and 1, neither of them included',
});

const name = z.string().min(1, { error: 'must not be empty' });

const tolerance = z
  .strictObject({
    relative: within(0, 100, 'at least 0, such as 0.1 for up to 10 % more').default(0),
    absolute: within(0, 1, 'from 0 to 1, such as 0.01 for up to one percentage point').default(0),
  })
  .prefault({});

const guardrail = z.strictObject({
  type: z.literal('proportion', { error: 'must be proportion' }),
  worse: z.enum(['higher', 'lower'], { error: 'must be higher or lower' }),
  expected: within(0, 1, 'from 0 to 1: the usual share of hits of the baseline').exactOptional(),
  tolerance,
});

const hysteresis = z
  .strictObject({
    minBadTicks: z
      .int({ error: 'must be a whole number' })
      .min(1, { error: 'must be at least 1' })
      .default(3),
    hold: probability.default(0.5),
    release: probability.default(0.25),
    cooldown: z
      .strictObject({
        first: duration.prefault('30m'),
        factor: z.number().min(1, { error: 'must be at least 1' }).default(4),
      })
      .prefault({}),
    attempts: z
      .int({ error: 'must be a whole number' })
      .min(1, { error: 'must be at least 1' })
      .max(20, { error: 'must be at most 20' })
      .default(3),
  })
  .refine(({ hold, release }) => release < hold, {
    path: ['release'],
    error: 'must be below hold, or the weight would flap',
  })
  .prefault({});

const model = z.strictObject({
  flag: name,
  baseline: name.exactOptional(),
  canary: name.exactOptional(),
  tick: duration
    .refine((value) => value > 0, { error: 'must be longer than zero' })
    .prefault('10s'),
  guardrails: z
    .record(name, guardrail)
    .refine((all) => Object.keys(all).length > 0, { error: 'must name at least one guardrail' }),
  risk: z.strictObject({ falseRollback: probability.default(0.01) }).prefault({}),
  hysteresis,
});

/** The policy file, as people write it, read as the policies of its models in the order of the file. */
export const policySchema: z.ZodType<ModelPolicy[]> = z
  .strictObject({
    models: z
      .record(name, model)
      .refine((all) => Object.keys(all).length > 0, { error: 'must name at least one model' }),
  })
  .transform(({ models }) =>
    Object.entries(models).map(([name, { guardrails, ...rest }]) => ({
      model: name,
      ...rest,
      guardrails: Object.entries(guardrails).map(([name, guardrail]) => ({ name, ...guardrail })),
    })),
  );
