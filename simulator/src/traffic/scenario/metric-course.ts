import type { Guardrail, Pair, Sample } from '@lastgood/triggers';

import type { Random } from '../../random/random.ts';
import type { Change, Day } from '../../scenarios/scenario.ts';
import { worsened } from '../worsened.ts';
import type { Worsened } from '../worsened/worsened-by.ts';
import { conditionsAt, inForce, levelsFor, type Conditions } from './conditions.ts';
import { lawsOf } from './laws/laws-of.ts';
import { type Law, type Laws, usualRequests } from './laws/law.ts';
import type { Match } from './matching.ts';
import type { ScheduledChange } from './schedule.ts';

/** By so many times its guardrail's harm a canary is worse into which a fault is injected. */
const injectedHarm = 2;

/** So many laws of a metric are kept: a day in which something grows has thousands, and one can take some kilobytes. */
const mostKept = 4096;

/** A guardrail with its metric in a scenario: what was prepared for it in one rollout serves in all. */
export class ObservedMetric {
  readonly guardrail: Guardrail;
  readonly metric: string;
  readonly day: Day | undefined;
  readonly laws: Laws;
  /** Whether it goes by whose requests they are: only of these types it is known what that may do. */
  readonly #hasUsers: boolean;
  readonly #known = new Map<string, Law>();

  constructor({ guardrail, name, metric }: Match, changes: readonly Change[]) {
    this.guardrail = guardrail;
    this.metric = name;
    this.day = 'day' in metric ? metric.day : undefined;
    this.#hasUsers = metric.type === 'proportion' || metric.type === 'rate';
    this.laws = lawsOf(
      metric,
      guardrail,
      changes.filter(({ what }) => what === name),
    );
  }

  /**
   * What holds for one arm.
   *
   * @param bad how many times as many of the requests come out bad, by whose they are
   */
  lawOf(
    arm: keyof Pair<Law>,
    changes: readonly ScheduledChange[],
    conditions: Conditions,
    bad: number,
  ): Law {
    const levels = levelsFor(arm, changes, conditions);
    const times = this.#hasUsers ? bad : 1;
    const key = [times, conditions.dayStep, ...levels].join(' ');
    const known = this.#known.get(key);
    if (known) return known;
    const law = this.laws.law(conditions.day, inForce(changes, levels), times);
    if (this.#known.size >= mostKept) this.#known.clear();
    this.#known.set(key, law);
    return law;
  }
}

/** What holds for the requests of each version, and for those of the canary if they were served the baseline instead. */
interface Now extends Pair<Law> {
  readonly instead: Law;
}

/** What one metric is in a rollout, as time goes on. */
export class MetricCourse {
  readonly observed: ObservedMetric;
  readonly #changes: readonly ScheduledChange[];
  readonly #start: number;
  #laws: Now | undefined;
  #bad: Pair<number> | undefined;
  #excess = 0;
  #until = -Infinity;
  #isInjected = false;
  #worsened: Worsened | undefined;

  /** @param start epoch milliseconds */
  constructor(observed: ObservedMetric, schedule: readonly ScheduledChange[], start: number) {
    this.observed = observed;
    this.#changes = schedule.filter(({ change }) => change.what === observed.metric);
    this.#start = start;
  }

  /** The part of the canary's requests that come out worse than with the baseline, in expectation. */
  get excess(): number {
    return this.#excess;
  }

  /**
   * Time has come to this, milliseconds from the start: whether something may be different now.
   *
   * @param bad how many times as many requests of each version come out bad, by whose they are; the same object where that
   *   is what it was
   */
  moveTo(time: number, bad: Pair<number>): boolean {
    if (time < this.#until && bad === this.#bad) return false;
    const { observed } = this;
    this.#bad = bad;
    const conditions = conditionsAt(this.#changes, observed.day, this.#start, time);
    this.#until = conditions.until;
    const baseline = observed.lawOf('baseline', this.#changes, conditions, bad.baseline);
    const instead = observed.lawOf('baseline', this.#changes, conditions, bad.canary);
    const canary = observed.lawOf('canary', this.#changes, conditions, bad.canary);
    this.#laws = { canary, baseline, instead };
    this.#excess = canary === instead ? 0 : observed.laws.excess(canary, instead);
    if (!this.#isInjected) return true;
    const { usual } = instead;
    this.#worsened = worsened(observed.guardrail, injectedHarm, usual);
    const perRequest = 'exposure' in usual ? usual.exposure / usualRequests : 1;
    this.#excess = this.#worsened.excess * perRequest;
    return true;
  }

  /** What so many requests come to that a version serves, or the baseline in the place of the canary. */
  sample(served: keyof Now, random: Random, requests: number): Sample {
    const laws = this.#now();
    return served === 'canary' && this.#worsened
      ? this.#worsened.sample(laws.instead.sample(random, requests), random)
      : laws[served].sample(random, requests);
  }

  /** What a version makes of the luck of a request. */
  value(arm: keyof Pair<Law>, luck: readonly number[]): unknown {
    return this.#now()[arm].value(luck);
  }

  /**
   * From now on the canary is worse than the baseline, by more than the guardrail tolerates.
   *
   * @throws LastgoodError `fault-impossible` where it tolerates everything
   */
  inject(): void {
    const { guardrail } = this.observed;
    // Where nothing can be worse, that is told now and not at the next tick.
    if (this.#laws) worsened(guardrail, injectedHarm, this.#laws.instead.usual);
    this.#isInjected = true;
    this.#until = -Infinity;
  }

  #now(): Now {
    if (!this.#laws) throw new TypeError('moveTo comes before the first request');
    return this.#laws;
  }
}
