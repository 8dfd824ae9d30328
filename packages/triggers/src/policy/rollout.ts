import { z } from 'zod';

import type { Rollout } from './model.ts';
import { mapping } from './shapes.ts';
import { duration, fraction } from './units.ts';

const stepsError = 'must be 1 to 50 shares of the traffic that rise, such as [1%, 10%, 100%]';

const steps = z
  .array(
    fraction.refine((share) => share > 0 && share <= 1, {
      error: 'must be a share of the traffic, above 0 and at most 100 %',
    }),
    { error: stepsError },
  )
  .min(1, { error: stepsError })
  .max(50, { error: stepsError })
  .superRefine((shares, context) => {
    for (const [place, share] of shares.entries()) {
      const before = shares[place - 1];
      const message = problem(share, before);
      if (message !== undefined) context.addIssue({ code: 'custom', path: [place], message });
    }
  });

function problem(share: number, before: number | undefined): string | undefined {
  if (before !== undefined && share <= before) {
    return `must be above the step before it, which is ${+(100 * before).toPrecision(12)} %`;
  }
  if (before !== undefined || share < 1) return undefined;
  return 'must be below 100 % in the first step: without a baseline there is nothing to compare the canary with';
}

export const rollout: z.ZodType<Rollout> = mapping({
  steps: steps
    .prefault(['1%', '5%', '25%', '50%', '100%'])
    .describe(
      "The canary's share of the traffic in each step. A last step of 100% is the promotion; with less a person promotes.",
    ),
  dwell: duration.prefault('30m').describe('How long a step takes at least.'),
  holdback: fraction
    .refine((share) => share >= 0 && share < 0.5, {
      error: 'must be from 0 to below 50 %: the old version keeps the smaller share',
    })
    .prefault('1%')
    .describe("The old version's share after promotion; with 0 only limits keep watch."),
}).prefault({});
