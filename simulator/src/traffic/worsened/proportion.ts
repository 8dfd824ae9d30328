import {
  badCount,
  isRare,
  type ProportionGuardrail,
  type ProportionSample,
} from '@lastgood/triggers';

import { impossible, type Worsened } from './worsened-by.ts';

/** Turns good outcomes into bad ones, each by itself and with the same chance. */
export function worsenedProportion(
  guardrail: ProportionGuardrail,
  times: number,
  usual: ProportionSample,
): Worsened<ProportionSample> {
  const { worse } = guardrail;
  const { bad, count } = badCount(usual, worse);
  // Half a bad and half a good outcome added, as the statistic does: a part of no errors at all would be none.
  const share = (bad + 0.5) / (count + 1);
  const tolerated = toleratedShare(guardrail, share);
  if (tolerated >= 1) throw impossible(guardrail, `all outcomes where ${share} of them are bad`);
  const beyond = Math.min(1, tolerated + times * harmOf(guardrail, share, tolerated));
  const turned = Math.max(0, (beyond - share) / (1 - share));
  const badValue = worse === 'higher' ? 1 : 0;
  return {
    excess: turned * (1 - share),
    sample(sample, random) {
      const { count, hits } = sample;
      const good = worse === 'higher' ? count - hits : hits;
      const more = random.binomial(good, turned);
      return { count, hits: worse === 'higher' ? hits + more : hits - more };
    },
    value: (value, uniform) => (uniform < turned ? badValue : value),
  };
}

/** The greatest bad share that is tolerated beside the usual one; with only a limit, that of the limit. */
function toleratedShare({ worse, tolerance, limit }: ProportionGuardrail, share: number): number {
  if (tolerance) return tolerance.absolute + (1 + tolerance.relative) * share;
  if (!limit) return share;
  return worse === 'higher' ? limit.bound : 1 - limit.bound;
}

/** In points of 1: a part of what is tolerated where the engine compares by parts. */
function harmOf(
  { worse, tolerance, harm, expected }: ProportionGuardrail,
  share: number,
  tolerated: number,
): number {
  const expectedBad = expected !== undefined && worse === 'lower' ? 1 - expected : expected;
  const usual = tolerance ? (expectedBad ?? share) : tolerated;
  const byParts = isRare(usual) && !(tolerance && tolerance.absolute > 0);
  return byParts ? harm.relative * tolerated : harm.absolute;
}
