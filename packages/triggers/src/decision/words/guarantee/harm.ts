import type { Guardrail } from '../../../policy/model.ts';
import { partInWords, pointsInWords, valueInWords } from '../numbers.ts';

/**
 * From where on a version is clearly worse, in words; undefined where nothing tests that before a promotion.
 *
 * @param rare whether bad outcomes have turned out to be rare; undefined where nobody knows yet
 */
export function harmInWords(guardrail: Guardrail, rare?: boolean): string | undefined {
  if (guardrail.tolerance === undefined) return undefined;
  switch (guardrail.type) {
    case 'proportion': {
      const { harm, tolerance } = guardrail;
      const points = pointsInWords(harm.absolute);
      if (tolerance.absolute > 0 || rare === false) return points;
      if (rare) return partInWords(harm.relative);
      return `${partInWords(harm.relative)}, or ${points} where bad outcomes are common,`;
    }
    case 'rate':
      return partInWords(guardrail.harm.relative);
    case 'mean':
      return guardrail.harm && valueInWords(guardrail.harm.absolute, guardrail.unit);
    case 'histogram':
    case 'categories':
      return undefined;
  }
}
