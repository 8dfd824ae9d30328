import { isOf, type Guardrail, type Sample } from '@lastgood/triggers';

import { worsenedCategories } from './worsened/categories.ts';
import { worsenedHistogram } from './worsened/histogram.ts';
import { worsenedMean } from './worsened/mean.ts';
import { worsenedProportion } from './worsened/proportion.ts';
import { worsenedRate } from './worsened/rate.ts';
import type { Worsened } from './worsened/worsened-by.ts';

/**
 * What makes a version that is as good as the baseline worse than a guardrail tolerates, by `times` its harm: in
 * expectation, and in how far it is from what is usual. Where there is only a limit, it is beyond the limit.
 *
 * | type | harm |
 * | --- | --- |
 * | proportion | the policy's: a part of what is tolerated where bad outcomes are rare or else, as beside an absolute tolerance, points |
 * | rate | the policy's, a part of what is tolerated |
 * | mean | the policy's; without a range .2 standard deviations, in the middle of the effects that are looked for |
 * | histogram | half as much again as is tolerated, which is the usual harm of a rate, and a bin or more |
 * | categories | .05 of the outcomes, the usual harm of a proportion in points |
 *
 * @param times above zero
 * @param usual what the baseline's outcomes usually come to, such as over a whole recording, or at a scenario's rates:
 *   a sample of the guardrail's type with some outcomes; a histogram has the edges of the samples that will be made worse
 * @throws LastgoodError `fault-impossible` where nothing is worse than tolerated, such as errors that are all tolerated
 */
export function worsened(guardrail: Guardrail, times: number, usual: Sample): Worsened {
  if (guardrail.type === 'proportion' && isOf(usual, 'proportion')) {
    return worsenedProportion(guardrail, times, usual);
  }
  if (guardrail.type === 'rate' && isOf(usual, 'rate')) {
    return worsenedRate(guardrail, times, usual);
  }
  if (guardrail.type === 'mean' && isOf(usual, 'mean')) {
    return worsenedMean(guardrail, times, usual);
  }
  if (guardrail.type === 'histogram' && isOf(usual, 'histogram')) {
    return worsenedHistogram(guardrail, times, usual);
  }
  if (guardrail.type === 'categories' && isOf(usual, 'categories')) {
    return worsenedCategories(guardrail, times, usual);
  }
  throw new TypeError(`what is usual of ${guardrail.name} is no ${guardrail.type}`);
}
