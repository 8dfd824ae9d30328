import { z } from 'zod';

import { checkLimit, writtenLimit } from '../limit.ts';
import type { RateGuardrail } from '../model.ts';
import { mapping } from '../shapes.ts';
import { duration } from '../units.ts';
import {
  type ByType,
  checkRelative,
  compared,
  faultsIn,
  limited,
  number,
  relative,
  share,
  type Unnamed,
  worse,
} from './common.ts';

export const rate: ByType<Unnamed<RateGuardrail>> = mapping({
  type: z.literal('rate'),
  worse,
  tolerance: mapping({ relative }).exactOptional(),
  limit: writtenLimit(
    number.positive({ error: 'must be above zero, in hits per unit of exposure' }),
  ).exactOptional(),
  lateness: duration.exactOptional(),
  harm: mapping({ relative: share.default(0.5) }).prefault({}),
})
  .superRefine(({ worse, tolerance, limit }, context) => {
    checkRelative(worse, tolerance, faultsIn(context));
    if (limit) checkLimit(limit, worse, faultsIn(context, 'limit'));
  })
  .transform(({ tolerance, limit, ...rest }): Unnamed<RateGuardrail> => ({
    ...rest,
    ...compared(tolerance, limit, { relative: 0 }),
    ...limited(limit, rest.worse),
  }));
