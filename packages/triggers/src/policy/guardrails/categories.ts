import { z } from 'zod';

import type { CategoriesGuardrail } from '../model.ts';
import { mapping } from '../shapes.ts';
import { duration } from '../units.ts';
import { type ByType, share, type Unnamed } from './common.ts';

export const categories: ByType<Unnamed<CategoriesGuardrail>> = mapping({
  type: z.literal('categories'),
  tolerance: mapping({ shift: share.default(0.05) }).prefault({}),
  lateness: duration.exactOptional(),
}).transform((written): Unnamed<CategoriesGuardrail> => written);
