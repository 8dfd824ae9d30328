import { z } from 'zod';

import { guardrail } from './guardrails/guardrail.ts';
import { hysteresis } from './hysteresis.ts';
import type { ModelPolicy } from './model.ts';
import { rollout } from './rollout.ts';
import { mapping, name, named } from './shapes.ts';
import { duration, fraction } from './units.ts';

const longerThanZero = duration.refine((length) => length > 0, {
  error: 'must be longer than zero',
});

const risk = fraction.refine((value) => value >= 1e-12 && value < 1, {
  error: 'must be a probability from 1e-12 to below 1, such as 0.01',
});

/** After so long without outcomes, in milliseconds, or after one tick where that is longer. */
const usualSilence = 600_000;

const model = mapping({
  flag: name.describe('The flagd flag; its variants are the versions.'),
  baseline: name
    .exactOptional()
    .describe("The last good version; by default the flag's defaultVariant."),
  canary: name
    .exactOptional()
    .describe('The version on trial; by default the one other version that the flag can give.'),
  randomise: z
    .enum(['request', 'user'], { error: 'must be request or user' })
    .default('request')
    .describe(
      "What the flag's rule hashes. With user the same people stay with the canary, and the promise needs calibrate.",
    ),
  calibrate: duration
    .prefault('0s')
    .describe(
      'Only with randomise: user. How long both groups are served the baseline first, to learn how they differ.',
    ),
  tick: longerThanZero
    .prefault('10s')
    .describe('How long outcomes are summed before they are judged.'),
  lateness: duration.prefault('0s').describe('How long a tick waits for outcomes after its end.'),
  guardrails: named('guardrail', guardrail).describe(
    'The metrics that must not get worse, by their names as they are recorded.',
  ),
  risk: mapping({
    falseRollback: risk
      .prefault('1%')
      .describe('The chance that a version within tolerance is ever rolled back.'),
    badPromotion: risk
      .prefault('5%')
      .describe('The chance that a clearly worse version is promoted, in each attempt.'),
  }).prefault({}),
  hysteresis,
  rollout,
  silence: mapping({
    after: longerThanZero
      .exactOptional()
      .describe(
        'How long without outcomes is too long; by default 10m, or one tick where that is longer.',
      ),
    then: z
      .enum(['hold', 'rollback'], { error: 'must be hold or rollback' })
      .default('hold')
      .describe('Freeze the weight, or go back to the baseline.'),
  }).prefault({}),
})
  .superRefine(({ randomise, calibrate, tick, silence, rollout: { steps } }, context) => {
    const fault = (path: string[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    if (calibrate > 0 && randomise !== 'user') {
      fault(
        ['calibrate'],
        'needs randomise: user beside it: where each request is assigned anew the groups are alike',
      );
    } else if (calibrate > 0 && calibrate < tick) {
      fault(['calibrate'], 'must be as long as a tick at least');
    }
    if (calibrate > 0 && steps.filter((step) => step < 1).length > 1) {
      fault(
        ['rollout', 'steps'],
        'must have one step below 100 % beside calibrate, such as [5%, 100%]: each further one brings users in who were not calibrated',
      );
    }
    if (silence.after !== undefined && silence.after < tick) {
      fault(['silence', 'after'], 'must be as long as a tick at least');
    }
  })
  .transform(({ silence: { after, then }, ...rest }) => ({
    ...rest,
    silence: { after: after ?? Math.max(usualSilence, rest.tick), then },
  }));

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
