import { edgeOfLimit } from '../evidence/quantile-limit.ts';
import type { Guardrail } from '../policy/model.ts';
import { type Moments, noMoments } from '../rules/arithmetic/moments.ts';
import type { RuleDecision, RuleStep } from '../rules/rule.ts';
import {
  sustainedThreshold,
  type SustainedThresholdOptions,
  type SustainedThresholdState,
} from '../rules/sustained-threshold.ts';
import type { Worse } from '../ticks/bad.ts';
import type { HistogramSample } from '../ticks/samples/histogram.ts';
import { isOf, outcomesIn, type Sample } from '../ticks/samples/sample.ts';
import type { Tick } from '../ticks/tick.ts';
import type { SustainedCheck } from './checks.ts';
import { quantileInWords } from './words/quantile.ts';

/** Nothing has been beyond the limit yet. */
export const atRest: SustainedThresholdState = { beyond: false, duration: 0, recent: [] };

/**
 * One tick further. The rule goes by ticks and not by blocks: that is what people who write `for: 10m` mean.
 *
 * @param sample what the canary did in the tick; undefined if it was not observed
 */
export function stepSustained(
  { worse }: { readonly worse: Worse },
  check: SustainedCheck,
  state: SustainedThresholdState,
  { from, to }: Pick<Tick, 'from' | 'to'>,
  sample: Sample | undefined,
): RuleStep<SustainedThresholdState> {
  if (!sample) return { state };
  const options = inUnits(worse, check, sample);
  const canary = momentsOf(worse, check, sample);
  return sustainedThreshold.step(options, state, { from, to, ...noMoments, canary });
}

function inUnits(
  worse: Worse,
  { limit, sustained }: SustainedCheck,
  sample: Sample,
): SustainedThresholdOptions {
  // A rate has exposure in the place of outcomes, and less than one unit of it may be much.
  const least = isOf(sample, 'rate') ? { minCount: 0 } : {};
  if (!isOf(sample, 'histogram')) return { worse, ...least, ...sustained, limit: limit.bound };
  const edge = (bound: number): number => edgeOfLimit(sample.edges, { worse, limit: bound });
  const { clear } = sustained;
  return {
    worse,
    ...sustained,
    limit: edge(limit.bound),
    ...(clear !== undefined && { clear: edge(clear) }),
  };
}

/** A tick's value as the mean of its outcomes: all that the rule looks at. */
function momentsOf(worse: Worse, { limit }: SustainedCheck, sample: Sample): Moments {
  if (isOf(sample, 'mean')) return sample;
  if (isOf(sample, 'rate')) return moments(sample.exposure, sample.hits);
  if (isOf(sample, 'proportion')) return moments(sample.count, sample.hits);
  const count = outcomesIn(sample);
  if (!isOf(sample, 'histogram') || !('quantile' in limit) || count === 0) return moments(0, 0);
  return moments(count, count * quantileOf(worse, sample, limit.quantile));
}

function moments(count: number, sum: number): Moments {
  return { count, sum, sumOfSquares: 0 };
}

/** What products of shares may lose to rounding. */
const rounding = 1e-9;

/**
 * A quantile as far as the bins tell: the edge of its bin on the worse side. Passing an edge with it is the same as having
 * more values than the quantile allows beyond that edge.
 */
function quantileOf(worse: Worse, { edges, counts }: HistogramSample, quantile: number): number {
  const count = outcomesIn({ edges, counts });
  const below = quantile * count;
  let sum = 0;
  for (const [bin, values] of counts.entries()) {
    sum += values;
    if (worse === 'higher' && sum >= below - rounding * count) return edges[bin] ?? Infinity;
    if (worse === 'lower' && sum > below + rounding * count) return edges[bin - 1] ?? -Infinity;
  }
  return Infinity;
}

/** Why the rule tripped, in words. */
export function sustainedInWords(
  guardrail: Guardrail,
  version: string,
  { limit }: SustainedCheck,
  decision: RuleDecision,
): string {
  const what =
    'quantile' in limit ? `${guardrail.name} (${quantileInWords(limit.quantile)})` : guardrail.name;
  return `${what} of ${version} is ${decision.reason}; this rule has no stated risk`;
}
