import type { Guardrail } from '../policy/model.ts';
import type { CategoriesSample } from '../ticks/samples/categories.ts';
import { addSamples, isOf, type Sample } from '../ticks/samples/sample.ts';
import { shown } from './refusal.ts';
import { readSample } from './samples.ts';

/**
 * What was counted between two readings of the counters of one metric. If nothing can be said about that, returns the
 * reason, to follow the metric's name.
 *
 * @param before, now on the same edges, if they are histograms
 */
export function counterDifference(
  guardrail: Guardrail,
  before: Sample,
  now: Sample,
): Sample | string {
  const counters = countersOf(guardrail, now);
  for (const [counter, was] of countersOf(guardrail, before)) {
    const is = counters.get(counter) ?? 0;
    if (is >= was) continue;
    const name = guardrail.type === 'categories' ? shown(counter) : counter;
    return `went from ${was} to ${is} (${name}): the counter was reset, the interval does not count`;
  }
  const difference = addSamples(guardrail.type, now, negated(before));
  const counted = isOf(difference, 'categories') ? observed(difference) : difference;
  const sample = readSample(guardrail, counted);
  return typeof sample === 'string' ? `${sample} in the interval, which does not count` : sample;
}

/** The parts of a sample that never go down unless they begin anew, by what they are called. */
function countersOf(guardrail: Guardrail, sample: Sample): ReadonlyMap<string, number> {
  if ('exposure' in sample) return new Map(Object.entries(sample));
  if ('edges' in sample) {
    const { edges, counts } = sample;
    const nameOf = (bin: number): string =>
      bin < edges.length ? `up to ${edges[bin]}` : `beyond ${edges.at(-1)}`;
    return new Map(counts.map((count, bin) => [nameOf(bin), count]));
  }
  if ('sumOfSquares' in sample) {
    const { sum, ...rising } = sample;
    // Values below 0 make the sum go down.
    const rises = guardrail.type === 'mean' && guardrail.range && guardrail.range[0] >= 0;
    return new Map(Object.entries({ ...rising, ...(rises && { sum }) }));
  }
  return new Map(Object.entries('hits' in sample ? sample : sample.counts));
}

function negated(sample: Sample): Sample {
  if ('exposure' in sample) return { hits: -sample.hits, exposure: -sample.exposure };
  if ('edges' in sample) {
    return { edges: sample.edges, counts: sample.counts.map((count) => -count) };
  }
  if ('sumOfSquares' in sample) {
    const { count, sum, sumOfSquares } = sample;
    return { count: -count, sum: -sum, sumOfSquares: -sumOfSquares };
  }
  if ('hits' in sample) return { count: -sample.count, hits: -sample.hits };
  const counts = Object.entries(sample.counts).map(([label, count]) => [label, -count] as const);
  return { counts: Object.fromEntries(counts) };
}

/** Without the labels that were not observed: each takes the place of another. */
function observed({ counts }: CategoriesSample): CategoriesSample {
  return { counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)) };
}
