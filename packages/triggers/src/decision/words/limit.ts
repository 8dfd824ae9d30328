import type { Guardrail, Limit, QuantileLimit } from '../../policy/model.ts';
import { isOf, outcomesIn, type Sample } from '../../ticks/samples/sample.ts';
import type { Pair } from '../../ticks/tick.ts';
import { countInWords, partInWords, shareInWords, valueInWords } from './numbers.ts';
import { quantileInWords } from './quantile.ts';
import { meanInWords, quantileOfSample, rateInWords } from './samples.ts';

/** What the canary did, and which values are acceptable. */
export function limitInWords(
  guardrail: Guardrail,
  limit: Limit | QuantileLimit,
  { canary }: Pair<Sample>,
  versions: Pair<string>,
): string {
  if (guardrail.type === 'categories') return '';
  const unit = 'unit' in guardrail ? guardrail.unit : undefined;
  const bound =
    guardrail.type === 'proportion' ? partInWords(limit.bound) : valueInWords(limit.bound, unit);
  const side = guardrail.worse === 'higher' ? 'at most' : 'at least';
  return `${observed(guardrail.type, limit, canary, versions.canary, unit)}, ${side} ${bound} is acceptable`;
}

function observed(
  type: Guardrail['type'],
  limit: Limit | QuantileLimit,
  sample: Sample,
  version: string,
  unit: string | undefined,
): string {
  if (isOf(sample, 'rate')) return `${version} has ${rateInWords(sample)}`;
  if (isOf(sample, 'mean')) return `the mean of ${version} is ${meanInWords(sample, unit)}`;
  if (isOf(sample, 'proportion')) {
    return `hits of ${version} are ${shareInWords(sample.hits, sample.count)}`;
  }
  if (!isOf(sample, 'histogram') || !('quantile' in limit)) return `${version} has no ${type}`;
  const values = `${countInWords(outcomesIn(sample))} values`;
  const value = quantileOfSample(sample, limit.quantile, unit);
  return `the ${quantileInWords(limit.quantile)} of ${version} is ${value} (${values})`;
}
