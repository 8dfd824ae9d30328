import { z } from 'zod';

import type { CategoriesGuardrail } from '../model.ts';
import { mapping } from '../shapes.ts';
import { type ByType, lateness, share, type Unnamed } from './common.ts';

export const categories: ByType<Unnamed<CategoriesGuardrail>> = mapping({
  type: z.literal('categories'),
  tolerance: mapping({
    shift: share.default(0.05).describe('At most so many outcomes may have another label.'),
  }).prefault({}),
  lateness,
}).transform((written): Unnamed<CategoriesGuardrail> => written);
