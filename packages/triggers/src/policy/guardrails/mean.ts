import { z } from 'zod';

import { checkLimit, writtenLimit } from '../limit.ts';
import type { MeanGuardrail } from '../model.ts';
import { mapping, name } from '../shapes.ts';
import { duration } from '../units.ts';
import {
  type ByType,
  checkRelative,
  compared,
  faultsIn,
  limited,
  notNegative,
  number,
  relative,
  type Unnamed,
  worse,
} from './common.ts';

const range = z
  .tuple([number, number], { error: 'must be the least and the greatest value, such as [0, 50]' })
  .refine(([low, high]) => low < high, { error: 'must rise, such as [0, 50]' });

export const mean: ByType<Unnamed<MeanGuardrail>> = mapping({
  type: z.literal('mean'),
  worse,
  unit: name.exactOptional(),
  range: range.exactOptional(),
  asymptotic: z.literal(true, { error: 'must be true, or left out' }).exactOptional(),
  tolerance: mapping({ relative, absolute: notNegative.default(0) }).exactOptional(),
  limit: writtenLimit(number).exactOptional(),
  lateness: duration.exactOptional(),
  harm: mapping({ absolute: number.positive() }).exactOptional(),
})
  .superRefine((written, context) => {
    const { worse, range, asymptotic, tolerance, limit } = written;
    const fault = faultsIn(context);
    checkRelative(worse, tolerance, fault);
    if (limit) checkLimit(limit, worse, faultsIn(context, 'limit'));
    if (range === undefined) {
      if (asymptotic) {
        if (limit && limit.for === undefined && limit.of === undefined) {
          fault(['limit'], 'needs a range to be tested within the risk: add range, or for or of');
        }
      } else {
        fault(
          ['range'],
          'must be the least and the greatest value, such as [0, 50]; without one the risk is approached only as values accumulate, which asymptotic: true accepts',
        );
      }
      return;
    }
    if (asymptotic) fault(['asymptotic'], 'must be left out beside a range, which makes it exact');
    if (range[0] < 0 && tolerance !== undefined && tolerance.relative > 0) {
      fault(
        ['tolerance', 'relative'],
        `must be 0 where values can be negative, down to ${range[0]}: use absolute`,
      );
    }
    for (const key of ['min', 'max', 'clear'] as const) {
      const value = limit?.[key];
      if (value === undefined || (value > range[0] && value < range[1])) continue;
      fault(['limit', key], `must lie within the range, between ${range[0]} and ${range[1]}`);
    }
  })
  .transform(({ tolerance, limit, ...rest }): Unnamed<MeanGuardrail> => ({
    ...rest,
    ...compared(tolerance, limit, { relative: 0, absolute: 0 }),
    ...limited(limit, rest.worse),
    ...(rest.range && { harm: rest.harm ?? { absolute: 0.1 * (rest.range[1] - rest.range[0]) } }),
  }));
