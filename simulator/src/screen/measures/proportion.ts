import { badCount, type ProportionGuardrail, type Sample } from '@lastgood/triggers';

import { percent, roundPercent } from '../../words/percent.ts';
import type { Measure } from './measure.ts';

/** The share of bad outcomes: of hits, or of misses where fewer hits are worse. */
export function proportionMeasure({ worse, tolerance, limit }: ProportionGuardrail): Measure {
  const share = (sample: Sample | undefined): number => {
    if (!sample || !('count' in sample && 'hits' in sample)) return NaN;
    const { count, bad } = badCount(sample, worse);
    return bad / count;
  };
  return {
    name: worse === 'higher' ? 'share of hits' : 'share of misses',
    of: ({ canary, baseline }) => ({ canary: share(canary), baseline: share(baseline) }),
    ...(tolerance && {
      acceptable: (baseline) =>
        Math.min(1, tolerance.absolute + (1 + tolerance.relative) * baseline),
    }),
    ...(limit && { limit: worse === 'higher' ? limit.bound : 1 - limit.bound }),
    paired: true,
    fromZero: true,
    format: percent,
    round: roundPercent,
  };
}
