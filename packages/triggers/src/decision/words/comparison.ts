import type { Guardrail } from '../../policy/model.ts';
import { binTolerance } from '../../evidence/tolerated-bins.ts';
import { badCount, type Worse } from '../../ticks/bad.ts';
import { isOf, outcomesIn, type Sample } from '../../ticks/samples/sample.ts';
import type { Pair } from '../../ticks/tick.ts';
import { countInWords, partInWords, pointsInWords, shareInWords, valueInWords } from './numbers.ts';
import { meanInWords, quantileOfSample, rateInWords, shiftOf } from './samples.ts';

/** What both versions did, and what is acceptable. */
export function comparisonInWords(
  guardrail: Guardrail,
  { canary, baseline }: Pair<Sample>,
  versions: Pair<string>,
): string {
  switch (guardrail.type) {
    case 'proportion': {
      const { worse, tolerance = { relative: 0, absolute: 0 } } = guardrail;
      const share = (sample: Sample): string => {
        if (!isOf(sample, 'proportion')) return '';
        const { bad, count } = badCount(sample, worse);
        return shareInWords(bad, count);
      };
      const bad = worse === 'higher' ? 'hits' : 'misses';
      const absolute = tolerance.absolute > 0 ? pointsInWords(tolerance.absolute) : '';
      return `${bad} of ${versions.canary} are ${share(canary)}, of ${versions.baseline} ${share(baseline)}, ${acceptable(byItself(guardrail, tolerance.relative), absolute, 'more')}${ofUsers(guardrail, versions)}`;
    }
    case 'rate': {
      const rate = (sample: Sample): string => (isOf(sample, 'rate') ? rateInWords(sample) : '');
      const { relative } = guardrail.tolerance ?? { relative: 0 };
      return `${versions.canary} has ${rate(canary)}, ${versions.baseline} ${rate(baseline)}, ${acceptable(byItself(guardrail, relative), '', more(guardrail.worse))}${ofUsers(guardrail, versions)}`;
    }
    case 'mean': {
      const { worse, unit, range, tolerance = { relative: 0, absolute: 0 } } = guardrail;
      const mean = (sample: Sample): string =>
        isOf(sample, 'mean') ? meanInWords(sample, unit) : '';
      const absolute = tolerance.absolute > 0 ? valueInWords(tolerance.absolute, unit) : '';
      const risk = range ? '' : ' (asymptotic: the risk is approached as values accumulate)';
      return `the mean of ${versions.canary} is ${mean(canary)}, of ${versions.baseline} ${mean(baseline)}, ${acceptable(tolerance.relative, absolute, more(worse))}${risk}`;
    }
    case 'histogram': {
      const { tolerance: { relative } = { relative: 0 }, worse } = guardrail;
      const { edges } = isOf(baseline, 'histogram') ? baseline : guardrail;
      const whole = Math.max(relative, binTolerance(edges, worse, relative).relative);
      const quantiles = (sample: Sample): string =>
        isOf(sample, 'histogram')
          ? `p50 ${quantileOfSample(sample, 0.5, guardrail.unit)} and p99 ${quantileOfSample(sample, 0.99, guardrail.unit)} (${countInWords(outcomesIn(sample))} values)`
          : '';
      return `${versions.canary} has a ${quantiles(canary)}, ${versions.baseline} a ${quantiles(baseline)}, ${acceptable(whole, '', more(worse))}${whole > 1.001 * relative ? ' (in whole bins)' : ''}`;
    }
    case 'categories': {
      if (!isOf(canary, 'categories') || !isOf(baseline, 'categories')) return '';
      const { distance, label, shares } = shiftOf({ canary, baseline });
      const shift = guardrail.tolerance?.shift ?? 0;
      return `${partInWords(distance)} of the outcomes of ${versions.canary} have another label than with ${versions.baseline}, most of all ${JSON.stringify(label)} with ${shares.canary} against ${shares.baseline}, up to ${partInWords(shift)} is acceptable`;
    }
  }
}

/** The tolerance of a guardrail whose users have been calibrated, without what is theirs. */
function byItself({ users, ...guardrail }: Guardrail, relative: number): number {
  if (users === undefined || users === Infinity) return relative;
  const lower = guardrail.type === 'rate' && guardrail.worse === 'lower';
  const own = lower ? 1 - (1 - relative) * users : (1 + relative) / users - 1;
  // It was divided by the same number: 1.1 * 3 / 3 is a little more than 1.1.
  return +own.toPrecision(12);
}

function ofUsers({ users }: Guardrail, { canary, baseline }: Pair<string>): string {
  if (users === undefined) return '';
  return users === Infinity
    ? `, and the users of ${canary} cannot be told from those of ${baseline}, since too little was bad in the calibration`
    : ` beside users of ${canary} who may be ${+users.toPrecision(4)} times as bad by themselves`;
}

function more(worse: Worse): 'more' | 'less' {
  return worse === 'higher' ? 'more' : 'less';
}

function acceptable(relative: number, absolute: string, more: 'more' | 'less'): string {
  const parts = [relative > 0 ? partInWords(relative) : '', absolute].filter((part) => part !== '');
  const tolerated = parts.map((part) => `${part} ${more}`).join(' and ');
  return `${tolerated === '' ? `no ${more}` : tolerated} is acceptable`;
}
