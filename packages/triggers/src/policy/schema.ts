import { z } from 'zod';

import { guardrail } from './guardrails/guardrail.ts';
import type { ModelPolicy } from './model.ts';
import { mapping, name, named, probability, wholeNumber } from './shapes.ts';
import { duration, fraction } from './units.ts';

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

const rollout = mapping({
  steps: z.array(probability.or(z.literal(1))).default([0.01, 0.05, 0.25, 0.5, 1]),
  dwell: duration.prefault('30m'),
  holdback: fraction.default(0.01),
}).prefault({});

const model = mapping({
  flag: name,
  baseline: name.exactOptional(),
  canary: name.exactOptional(),
  tick: duration
    .refine((value) => value > 0, { error: 'must be longer than zero' })
    .prefault('10s'),
  lateness: duration.prefault('0s'),
  guardrails: named('guardrail', guardrail),
  risk: mapping({
    falseRollback: fraction
      .refine((value) => value >= 1e-12 && value < 1, {
        error: 'must be a probability from 1e-12 to below 1, such as 0.01',
      })
      .default(0.01),
    badPromotion: probability.default(0.05),
  }).prefault({}),
  hysteresis,
  randomise: z.enum(['request', 'user'], { error: 'must be request or user' }).default('request'),
  calibrate: duration.prefault('0s'),
  rollout,
  silence: mapping({
    after: duration.prefault('10m'),
    then: z.enum(['hold', 'rollback'], { error: 'must be hold or rollback' }).default('hold'),
  }).prefault({}),
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
