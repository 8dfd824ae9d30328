import type { Guardrail } from '../../policy/model.ts';
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
      return `${bad} of ${versions.canary} are ${share(canary)}, of ${versions.baseline} ${share(baseline)}, ${acceptable(tolerance.relative, absolute, 'more')}`;
    }
    case 'rate': {
      const rate = (sample: Sample): string => (isOf(sample, 'rate') ? rateInWords(sample) : '');
      const { relative } = guardrail.tolerance ?? { relative: 0 };
      return `${versions.canary} has ${rate(canary)}, ${versions.baseline} ${rate(baseline)}, ${acceptable(relative, '', more(guardrail.worse))}`;
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
      const { relative } = guardrail.tolerance ?? { relative: 0 };
      const quantiles = (sample: Sample): string =>
        isOf(sample, 'histogram')
          ? `p50 ${quantileOfSample(sample, 0.5, guardrail.unit)} and p99 ${quantileOfSample(sample, 0.99, guardrail.unit)} (${countInWords(outcomesIn(sample))} values)`
          : '';
      return `${versions.canary} has a ${quantiles(canary)}, ${versions.baseline} a ${quantiles(baseline)}, ${acceptable(relative, '', more(guardrail.worse))}`;
    }
    case 'categories': {
      if (!isOf(canary, 'categories') || !isOf(baseline, 'categories')) return '';
      const { distance, label, shares } = shiftOf({ canary, baseline });
      const shift = guardrail.tolerance?.shift ?? 0;
      return `${partInWords(distance)} of the outcomes of ${versions.canary} have another label than with ${versions.baseline}, most of all ${JSON.stringify(label)} with ${shares.canary} against ${shares.baseline}, up to ${partInWords(shift)} is acceptable`;
    }
  }
}

function more(worse: Worse): 'more' | 'less' {
  return worse === 'higher' ? 'more' : 'less';
}

function acceptable(relative: number, absolute: string, more: 'more' | 'less'): string {
  const parts = [relative > 0 ? partInWords(relative) : '', absolute].filter((part) => part !== '');
  const tolerated = parts.map((part) => `${part} ${more}`).join(' and ');
  return `${tolerated === '' ? `no ${more}` : tolerated} is acceptable`;
}
