import { z } from 'zod';

import type { ModelPolicy } from './model.ts';
import { duration, fraction } from './units.ts';

/** A mapping with these keys and no others; the errors name them. */
function mapping<Shape extends z.core.$ZodLooseShape>(
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
function named<Value extends z.ZodType>(
  what: string,
  value: Value,
): z.ZodRecord<z.ZodString, Value> {
  const expected = `must be a mapping with at least one ${what} by its name`;
  return z
    .record(name, value, {
      error: ({ code }) => (code === 'invalid_key' ? 'needs a name that is not empty' : expected),
    })
    .refine((all) => Object.keys(all).length > 0, { error: expected });
}

/** A fraction within bounds that the message names. */
function within(low: number, high: number, bounds: string): z.ZodType<number> {
  return fraction.refine((value) => value >= low && value <= high, { error: `must be ${bounds}` });
}

const probability = fraction.refine((value) => value > 0 && value < 1, {
  error: 'must lie between 0 and 1, neither of them included',
});

function wholeNumber(low: number, high: number): z.ZodInt {
  const error = `must be a whole number from ${low} to ${high}`;
  return z.int({ error }).min(low, { error }).max(high, { error });
}

const nameError = 'must be a name, in quotes if it looks like a number';
const name = z.string({ error: nameError }).min(1, { error: nameError });

const tolerance = mapping({
  relative: within(0, 100, 'from 0 to 100, such as 0.1 for up to 10 % more').default(0),
  absolute: within(0, 1, 'from 0 to 1, such as 0.01 for up to one percentage point').default(0),
}).prefault({});

const guardrail = mapping({
  type: z.literal('proportion', { error: 'must be proportion' }),
  worse: z.enum(['higher', 'lower'], { error: 'must be higher or lower' }),
  expected: within(0, 1, 'from 0 to 1: the usual share of hits of the baseline').exactOptional(),
  tolerance,
});

const factorError = 'must be a number from 1 to 100';

const cooldown = mapping({
  first: duration.prefault('30m'),
  factor: z
    .number({ error: factorError })
    .min(1, { error: factorError })
    .max(100, { error: factorError })
    .default(4),
}).prefault({});

const hysteresis = mapping({
  minBadTicks: wholeNumber(1, 100).default(3),
  hold: probability.default(0.5),
  release: probability.default(0.25),
  cooldown,
  attempts: wholeNumber(1, 20).default(3),
})
  .superRefine(({ hold, release }, context) => {
    if (release < hold) return;
    const message = `must be below hold, which is ${hold}, or the weight would flap`;
    context.addIssue({ code: 'custom', path: ['release'], message });
  })
  .prefault({});

const model = mapping({
  flag: name,
  baseline: name.exactOptional(),
  canary: name.exactOptional(),
  tick: duration
    .refine((value) => value > 0, { error: 'must be longer than zero' })
    .prefault('10s'),
  guardrails: named('guardrail', guardrail),
  risk: mapping({
    falseRollback: fraction
      .refine((value) => value >= 1e-12 && value < 1, {
        error: 'must be a probability from 1e-12 to below 1, such as 0.01',
      })
      .default(0.01),
  }).prefault({}),
  hysteresis,
});

/** The policy file, as people write it, read as the policies of its models. */
export const policySchema: z.ZodType<ModelPolicy[]> = mapping({
  models: named('model', model),
}).transform(({ models }) =>
  Object.entries(models).map(([name, { guardrails, ...rest }]) => ({
    model: name,
    ...rest,
    guardrails: Object.entries(guardrails).map(([name, guardrail]) => ({ name, ...guardrail })),
  })),
);
