import { z } from 'zod';

import type { Hysteresis } from './model.ts';
import { mapping, probability, wholeNumber } from './shapes.ts';
import { duration } from './units.ts';

const factorError = 'must be a number from 1 to 100';

const cooldown = mapping({
  first: duration.prefault('30m').describe('The wait after the first rollback.'),
  factor: z
    .number({ error: factorError })
    .min(1, { error: factorError })
    .max(100, { error: factorError })
    .default(4)
    .describe('What each further wait is multiplied by.'),
}).prefault({});

export const hysteresis: z.ZodType<Hysteresis> = mapping({
  minBadTicks: wholeNumber(1, 100)
    .default(3)
    .describe('Fewer bad ticks than this cannot trip from rest.'),
  hold: probability.default(0.5).describe('Freeze the weight at this part of the trip evidence.'),
  release: probability.default(0.25).describe('Unfreeze it below this part.'),
  cooldown,
  attempts: wholeNumber(1, 20)
    .default(3)
    .describe('How often a version is tried before only a person can bring it back.'),
})
  .superRefine(({ hold, release }, context) => {
    if (release < hold) return;
    const message = `must be below hold, which is ${hold}, or the weight would flap`;
    context.addIssue({ code: 'custom', path: ['release'], message });
  })
  .prefault({});
