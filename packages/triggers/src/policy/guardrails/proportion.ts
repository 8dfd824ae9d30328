import { z } from 'zod';

import { checkLimit, writtenLimit } from '../limit.ts';
import type { ProportionGuardrail } from '../model.ts';
import { mapping, within } from '../shapes.ts';
import {
  type ByType,
  checkHarm,
  compared,
  faultsIn,
  lateness,
  limited,
  relative,
  relativeHarm,
  share,
  type Unnamed,
  worse,
} from './common.ts';

const usualHarm = { relative: 0.5, absolute: 0.05 };

export const proportion: ByType<Unnamed<ProportionGuardrail>> = mapping({
  type: z.literal('proportion'),
  worse,
  expected: within(0, 1, 'from 0 to 1: the usual share of hits of the baseline')
    .exactOptional()
    .describe("The baseline's usual share of hits."),
  tolerance: mapping({
    relative,
    absolute: within(0, 1, 'from 0 to 1, such as 0.01 for up to one percentage point')
      .default(0)
      .describe('Up to so many points worse is acceptable.'),
  }).exactOptional(),
  harm: mapping({
    relative: relativeHarm.default(usualHarm.relative),
    absolute: share
      .default(usualHarm.absolute)
      .describe(
        'Beyond what is tolerated, in points, where bad outcomes are common or the tolerance is absolute.',
      ),
  }).exactOptional(),
  limit: writtenLimit(share).exactOptional(),
  lateness,
})
  .superRefine((written, context) => {
    const { worse, limit } = written;
    checkHarm(written, faultsIn(context));
    if (limit) checkLimit(limit, worse, faultsIn(context, 'limit'));
  })
  .transform(({ tolerance, limit, harm, ...rest }): Unnamed<ProportionGuardrail> => ({
    ...rest,
    ...compared(tolerance, limit, { relative: 0, absolute: 0 }),
    harm: harm ?? usualHarm,
    ...limited(limit, rest.worse),
  }));
