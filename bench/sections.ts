import { days } from './days/index.ts';
import { delay } from './delay/index.ts';
import { late } from './late/index.ts';
import { nulls } from './nulls/index.ts';
import { promotion } from './promotion/index.ts';
import type { Section } from './section.ts';

/** How good the decisions are, in the order in which it is told. */
export const sections: readonly Section[] = [nulls, delay, late, promotion, days];
