import { z } from 'zod';

import { readLimit, writtenLimit } from '../limit.ts';
import type { MeanGuardrail } from '../model.ts';
import { inUnit, quantity } from '../quantity.ts';
import { mapping, name } from '../shapes.ts';
import {
  type ByType,
  compared,
  faultsIn,
  lateness,
  limited,
  relative,
  type Unnamed,
  worse,
} from './common.ts';
import { checkMean } from './mean-checks.ts';

/** So much of the range is harm, where the policy does not say how much. */
const usualHarm = 0.1;

export const mean: ByType<Unnamed<MeanGuardrail>> = mapping({
  type: z.literal('mean'),
  worse,
  unit: name
    .exactOptional()
    .describe('For people to read; values with a unit of time are converted to it.'),
  range: z
    .tuple([quantity, quantity], {
      error: 'must be the least and the greatest value, such as [0, 50]',
    })
    .exactOptional()
    .describe('The least and the greatest value; values outside are clipped.'),
  asymptotic: z
    .literal(true, { error: 'must be true, or left out' })
    .exactOptional()
    .describe('In place of a range: the risk is only approached as values accumulate.'),
  tolerance: mapping({
    relative,
    absolute: quantity
      .default(0)
      .describe("Up to so much worse is acceptable, in the metric's unit."),
  }).exactOptional(),
  harm: mapping({
    absolute: quantity.describe(
      "Beyond what is tolerated, in the metric's unit: so much worse is clearly worse.",
    ),
  }).exactOptional(),
  limit: writtenLimit(quantity).exactOptional(),
  lateness,
})
  .transform(({ range, tolerance, harm, limit, ...rest }, context) => {
    const read = inUnit(rest.unit, faultsIn(context));
    return {
      ...rest,
      ...(range && {
        range: [read(range[0], ['range', '0']), read(range[1], ['range', '1'])] as const,
      }),
      ...(tolerance && {
        tolerance: {
          relative: tolerance.relative,
          absolute: read(tolerance.absolute, ['tolerance', 'absolute']),
        },
      }),
      ...(harm && { harm: { absolute: read(harm.absolute, ['harm', 'absolute']) } }),
      ...(limit && { limit: readLimit(limit, inUnit(rest.unit, faultsIn(context, 'limit'))) }),
    };
  })
  .superRefine((written, context) => checkMean(written, (...below) => faultsIn(context, ...below)))
  .transform(({ tolerance, harm, limit, ...rest }): Unnamed<MeanGuardrail> => ({
    ...rest,
    ...compared(tolerance, limit, { relative: 0, absolute: 0 }),
    ...(rest.range && {
      harm: harm ?? { absolute: usualHarm * (rest.range[1] - rest.range[0]) },
    }),
    ...limited(limit, rest.worse),
  }));
