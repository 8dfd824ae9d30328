import { outcomesIn, type CategoriesGuardrail, type CategoriesSample } from '@lastgood/triggers';

import { impossible, type Worsened } from './worsened-by.ts';

/** So large a part of the outcomes, as with a proportion of which the policy does not say. */
const harm = 0.05;

/** Where there is one label alone, others become this. */
const newLabel = 'other';

/** Turns outcomes of all other labels into the rarest, each by itself and with the same chance. */
export function worsenedCategories(
  guardrail: CategoriesGuardrail,
  times: number,
  usual: CategoriesSample,
): Worsened<CategoriesSample> {
  const labels = Object.entries(usual.counts).sort(([, left], [, right]) => left - right);
  const [to, rarest] = labels.length > 1 ? (labels[0] ?? [newLabel, 0]) : [newLabel, 0];
  const others = 1 - rarest / outcomesIn(usual);
  const { shift } = guardrail.tolerance ?? { shift: 0 };
  if (shift >= others) throw impossible(guardrail, `a shift of ${shift} to any label`);
  const moved = Math.min(others, shift + times * harm);
  const chance = moved / others;
  return {
    excess: moved,
    sample({ counts }, random) {
      let taken = 0;
      const left = new Map<string, number>();
      for (const [label, count] of Object.entries(counts)) {
        if (label === to) continue;
        const leaving = random.binomial(count, chance);
        taken += leaving;
        left.set(label, count - leaving);
      }
      left.set(to, (Object.hasOwn(counts, to) ? (counts[to] ?? 0) : 0) + taken);
      return { counts: Object.fromEntries(left) };
    },
    value: (value, uniform) => (uniform < chance ? to : value),
  };
}
