import type { Pair } from '../ticks/tick.ts';
import type { Worse } from '../ticks/bad.ts';
import { addToTally, shiftInterval, type Tally } from './arithmetic/mann-whitney.ts';
import { mean, type Moments } from './arithmetic/moments.ts';
import { shown } from './condition.ts';
import type { Rule, RuleDecision } from './rule.ts';

export interface KayentaOptions {
  /** The direction in which the metric must not move. */
  readonly worse: Worse;
}

/**
 * All values since the start: the rank test needs them, so there is no bounded state. Equal ones are counted, which
 * keeps the proportions of ticks of equal size short.
 */
export interface KayentaState {
  /** When the next judgement is due, epoch milliseconds; absent before the first tick. */
  readonly due?: number;
  /** The values that the last judgement has seen. */
  readonly judged: Pair<Tally>;
  /** The values since then. */
  readonly pending: Pair<readonly number[]>;
}

/** Milliseconds between two judgements. */
const interval = 5 * 60 * 1000;

/** Confidence of the interval for the shift. */
const level = 0.98;

/** A shift counts when its interval lies beyond this share of the Hodges-Lehmann estimate. */
const tolerance = 0.25;

/**
 * The NetflixACAJudge of Kayenta for one critical metric: every five minutes a Mann-Whitney test of all ticks so far,
 * one value a tick, such as a share, a mean, a rate or a quantile; those without outcomes are dropped. The metric is High
 * when the lower end of the 98 % interval for the shift is above a quarter of the estimated shift and the canary's mean is
 * not below the baseline's (an effect that cannot be computed, because a mean is zero, is ignored), Low the mirror. A
 * critical metric that is not Pass, also for want of data, scores 0, and the canary fails.
 *
 * It states no risk over time: each judgement is a test of its own, and so few values that no interval can be told from
 * their extremes are judged by these: of one value each, the higher is High. The values of small ticks are coarse, and
 * the medians of an arm of 20 requests and of one of 380 differ although their rates do not: it is meant for arms of
 * the same size.
 *
 * Source: kayenta, `NetflixACAJudge`, `MannWhitneyClassifier`, `WeightedSumScorer`.
 */
export const kayenta: Rule<KayentaOptions, KayentaState> = {
  name: 'kayenta',
  initial: () => ({
    judged: { canary: [], baseline: [] },
    pending: { canary: [], baseline: [] },
  }),
  step({ worse }, { due = Infinity, judged, pending }, tick) {
    const merged = {
      canary: withValue(pending.canary, tick.canary),
      baseline: withValue(pending.baseline, tick.baseline),
    };
    const next = Math.min(due, tick.from + interval);
    if (tick.to < next) return { state: { due: next, judged, pending: merged } };

    const all = {
      canary: addToTally(judged.canary, merged.canary),
      baseline: addToTally(judged.baseline, merged.baseline),
    };
    const missed = Math.floor((tick.to - next) / interval);
    const state: KayentaState = {
      due: next + (missed + 1) * interval,
      judged: all,
      pending: { canary: [], baseline: [] },
    };
    const decision = judge(worse, all);
    return decision ? { state, decision } : { state };
  },
};

function withValue(values: readonly number[], moments: Moments): readonly number[] {
  // JSON does not know -0, and adding 0 makes it 0.
  return moments.count === 0 ? values : [...values, mean(moments) + 0];
}

function judge(worse: Worse, { canary, baseline }: Pair<Tally>): RuleDecision | undefined {
  if (canary.length === 0 || baseline.length === 0) {
    return { action: 'rollback', reason: 'score 0: Nodata, a version has no value at all' };
  }
  const shift = shiftInterval(canary, baseline, level);
  // Mostly zero is within the interval, or it lies on the good side: then nothing else of it matters.
  if (worse === 'higher' ? shift.lower() <= 0 : shift.upper() >= 0) return undefined;
  const [lower, upper, estimate] = [shift.lower(), shift.upper(), shift.estimate()];
  const bound = tolerance * Math.abs(estimate);
  const effect = meanRatio(canary, baseline);
  const ends = `the ${100 * level} % interval of the shift is ${shown(lower)} to ${shown(upper)}`;
  const quarter = '(a quarter of the Hodges-Lehmann estimate)';
  if (worse === 'higher' && lower > bound && !(effect < 1)) {
    const reason = `score 0: High, ${ends}, above ${shown(bound)} ${quarter}`;
    return { action: 'rollback', reason };
  }
  if (worse === 'lower' && upper < -bound && !(effect > 1)) {
    const reason = `score 0: Low, ${ends}, below ${shown(-bound)} ${quarter}`;
    return { action: 'rollback', reason };
  }
  return undefined;
}

/** The ratio of the means; not a number where one of them is zero. */
function meanRatio(canary: Tally, baseline: Tally): number {
  const [canaryMean, baselineMean] = [tallyMean(canary), tallyMean(baseline)];
  return canaryMean === 0 || baselineMean === 0 ? Number.NaN : canaryMean / baselineMean;
}

function tallyMean(tally: Tally): number {
  let count = 0;
  let sum = 0;
  for (const [value, times] of tally) {
    count += times;
    sum += value * times;
  }
  return sum / count;
}
