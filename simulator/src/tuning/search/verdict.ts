import type { Measured } from '../../rollouts/figures.ts';
import { percent, roundPercent } from '../../words/percent.ts';
import type { Tried } from './tried.ts';

/** Whether the false rollbacks of a policy are within a limit, and by what that is known, or why not. */
export type Verdict =
  | { readonly within: true; readonly by: 'promise' | 'measurement' }
  | { readonly within: false; readonly because: 'above' | 'not-shown'; readonly reason: string };

/**
 * Within the limit is a policy whose promised risk is, and that was rolled back no more often than that; or whose rate
 * was measured so well that the upper end of its 95 % interval is. In no case may its rate be shown to be above.
 *
 * @param limit of the share of healthy versions that are rolled back
 */
export function verdictOf(tried: Tried, limit: number): Verdict {
  const { figures } = tried.evaluation;
  const measured = figures.falseRollbacks;
  if (!measured) {
    return { within: false, because: 'not-shown', reason: 'there was no healthy rollout' };
  }
  const above = shownAbove(tried, limit);
  if (above !== undefined) return { within: false, because: 'above', reason: above };
  if (measured.high <= limit) return { within: true, by: 'measurement' };
  const promised = tried.promised !== undefined && tried.promised <= limit;
  if (promised && measured.value <= limit) return { within: true, by: 'promise' };
  const found = `${percent(measured.value)} were rolled back, and up to ${percent(measured.high)} is possible`;
  const why =
    tried.promised === undefined
      ? 'it has no promised risk'
      : promised
        ? `it promises ${roundPercent(tried.promised)}`
        : `it promises no less than ${roundPercent(tried.promised)}`;
  const reason = `${why}, and of ${figures.healthy} healthy rollouts ${found}`;
  return { within: false, because: measured.value > limit ? 'above' : 'not-shown', reason };
}

/** Where its rate is above the limit beyond doubt, in words: with which kinds of traffic, or of all healthy rollouts. */
export function shownAbove(tried: Tried, limit: number): string | undefined {
  const above = aboveIn(tried, limit).map(
    ({ name, value, low }) =>
      `${percent(value)} of ${name} were rolled back, and no less than ${percent(low)} is possible`,
  );
  return above.length > 0 ? above.join('; ') : undefined;
}

/** The same, as it was measured. */
export function aboveIn(
  { evaluation }: Tried,
  limit: number,
): (Measured & { readonly name: string })[] {
  const all = { name: 'all healthy rollouts', figures: evaluation.figures };
  return [...evaluation.cases, all].flatMap(({ name, figures: { falseRollbacks } }) =>
    falseRollbacks && falseRollbacks.low > limit ? { name, ...falseRollbacks } : [],
  );
}

/**
 * How many healthy rollouts show that a rate is within a limit if none of them is rolled back: as many as make the upper
 * end of Clopper and Pearson's 95 % interval, 1 - .025^(1/n), no more than the limit.
 */
export function rolloutsToShow(limit: number): number {
  return Math.ceil(Math.log(0.025) / Math.log1p(-limit));
}
