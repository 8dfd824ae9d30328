import { z } from 'zod';

import { checkLimit, writtenLimit } from '../limit.ts';
import type { RateGuardrail } from '../model.ts';
import { mapping } from '../shapes.ts';
import {
  type ByType,
  checkHarm,
  checkRelative,
  compared,
  faultsIn,
  lateness,
  limited,
  relative,
  relativeHarm,
  type Unnamed,
  worse,
} from './common.ts';

const boundError = 'must be above zero, in hits per unit of exposure';
const usualHarm = { relative: 0.5 };

export const rate: ByType<Unnamed<RateGuardrail>> = mapping({
  type: z.literal('rate'),
  worse,
  tolerance: mapping({ relative }).exactOptional(),
  harm: mapping({ relative: relativeHarm }).exactOptional(),
  limit: writtenLimit(
    z.number({ error: boundError }).positive({ error: boundError }),
  ).exactOptional(),
  lateness,
})
  .superRefine((written, context) => {
    const { worse, tolerance, harm, limit } = written;
    const fault = faultsIn(context);
    checkRelative(worse, 'tolerance', tolerance, fault);
    checkHarm(written, fault);
    checkRelative(worse, 'harm', harm, fault);
    if (limit) checkLimit(limit, worse, faultsIn(context, 'limit'));
  })
  .transform(({ tolerance, harm, limit, ...rest }): Unnamed<RateGuardrail> => ({
    ...rest,
    ...compared(tolerance, limit, { relative: 0 }),
    harm: harm ?? usualHarm,
    ...limited(limit, rest.worse),
  }));
