import { z } from 'zod';

import { checkLimit, writtenLimit } from '../limit.ts';
import type { ProportionGuardrail } from '../model.ts';
import { mapping, within } from '../shapes.ts';
import { duration } from '../units.ts';
import {
  type ByType,
  compared,
  faultsIn,
  limited,
  relative,
  share,
  type Unnamed,
  worse,
} from './common.ts';

export const proportion: ByType<Unnamed<ProportionGuardrail>> = mapping({
  type: z.literal('proportion'),
  worse,
  expected: within(0, 1, 'from 0 to 1: the usual share of hits of the baseline').exactOptional(),
  tolerance: mapping({
    relative,
    absolute: within(0, 1, 'from 0 to 1, such as 0.01 for up to one percentage point').default(0),
  }).exactOptional(),
  limit: writtenLimit(share).exactOptional(),
  lateness: duration.exactOptional(),
  harm: mapping({ relative: share.default(0.5), absolute: share.default(0.05) }).prefault({}),
})
  .superRefine(({ worse, limit }, context) => {
    if (limit) checkLimit(limit, worse, faultsIn(context, 'limit'));
  })
  .transform(({ tolerance, limit, ...rest }): Unnamed<ProportionGuardrail> => ({
    ...rest,
    ...compared(tolerance, limit, { relative: 0, absolute: 0 }),
    ...limited(limit, rest.worse),
  }));
