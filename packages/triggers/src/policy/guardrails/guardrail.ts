import { z } from 'zod';

import type {
  CategoriesGuardrail,
  HistogramGuardrail,
  MeanGuardrail,
  ProportionGuardrail,
  RateGuardrail,
} from '../model.ts';
import { categories } from './categories.ts';
import type { Unnamed } from './common.ts';
import { histogram } from './histogram.ts';
import { mean } from './mean.ts';
import { proportion } from './proportion.ts';
import { rate } from './rate.ts';

const types = [proportion, rate, mean, histogram, categories] as const;

/** A guardrail, as people write it, read as the policy has it but for its name. */
export const guardrail: z.ZodType<
  | Unnamed<ProportionGuardrail>
  | Unnamed<RateGuardrail>
  | Unnamed<MeanGuardrail>
  | Unnamed<HistogramGuardrail>
  | Unnamed<CategoriesGuardrail>
> = z.discriminatedUnion('type', types, {
  error: ({ code }) =>
    code === 'invalid_union'
      ? 'must be proportion, rate, mean, histogram or categories'
      : 'must be a mapping with a type: proportion, rate, mean, histogram or categories',
});
