import type { ModelPolicy, Pair, Tick, VersionSamples } from '@lastgood/triggers';

import { Random } from '../../random/random.ts';
import type { SyntheticScenario } from '../../scenarios/scenario.ts';
import { LateTicks } from '../late-ticks.ts';
import type { Course, Interval } from '../source.ts';
import { MetricCourse, type ObservedMetric } from './metric-course.ts';
import { drawSchedule, faultIn } from './schedule.ts';
import { groupsOf, type Groups } from './user-groups.ts';
import { VolumeCourse } from './volume-course.ts';

type Arm = keyof Pair<unknown>;

/** Guardrails whose outcomes are complete after the same time. */
interface LateGroup {
  readonly metrics: readonly MetricCourse[];
  readonly late: LateTicks;
}

export interface CourseOptions {
  readonly scenario: SyntheticScenario;
  readonly policy: ModelPolicy;
  /** At least one. */
  readonly observed: readonly ObservedMetric[];
  readonly versions: Pair<string>;
  /** Begin of the first interval, epoch milliseconds. */
  readonly from: number;
}

/** One rollout's traffic of a scenario: what each tick comes to is drawn as a whole. */
export class ScenarioCourse implements Course {
  readonly #options: CourseOptions;
  readonly #random: Random;
  readonly #volume: VolumeCourse;
  readonly #metrics: readonly MetricCourse[];
  /** From the shortest lateness to the longest. */
  readonly #lateGroups: readonly LateGroup[];
  readonly #groupsAt: (share: number) => Groups;
  #fault: number | undefined;
  #time = 0;
  #excess = 0;

  constructor(options: CourseOptions, seed: number) {
    const { scenario, policy, observed, from } = options;
    this.#options = options;
    this.#random = new Random(seed);
    const schedule = drawSchedule(scenario, policy.tick, this.#random);
    const fault = faultIn(schedule);
    this.#fault = fault === undefined ? undefined : from + fault;
    this.#volume = new VolumeCourse(scenario, schedule, from);
    this.#metrics = observed.map((metric) => new MetricCourse(metric, schedule, from));
    this.#lateGroups = lateGroupsOf(policy, this.#metrics);
    this.#groupsAt = groupsOf(scenario, policy, seed);
  }

  get fault(): number | undefined {
    return this.#fault;
  }

  next(share: number, calibrating = false): Interval {
    const { policy, from, versions } = this.#options;
    const time = this.#time;
    this.#volume.moveTo(time);
    const groups = this.#groupsAt(share);
    this.#move(time, groups.bad);
    const all = this.#volume.take(policy.tick);
    const canary = this.#random.binomial(all, groups.share);
    const requests = { canary, baseline: all - canary };
    const heard = {
      canary: this.#heardOf(calibrating ? 'baseline' : 'canary', requests.canary),
      baseline: this.#heardOf('baseline', requests.baseline),
    };
    const ticks: Tick[] = [];
    for (const [place, { metrics, late }] of this.#lateGroups.entries()) {
      const samples = {
        [versions.baseline]: this.#samples('baseline', metrics, heard.baseline),
        [versions.canary]: this.#samples(calibrating ? 'instead' : 'canary', metrics, heard.canary),
      };
      const weights = place === 0 ? this.#weights(share) : undefined;
      const tick = tickOf(from + time, policy.tick, samples, late.lateness, weights);
      late.pass(
        calibrating ? { ...tick, calibration: true } : tick,
        from + time + policy.tick,
        ticks,
      );
    }
    this.#time += policy.tick;
    return { requests, ticks, excessBad: calibrating ? 0 : canary * this.#excess };
  }

  inject(): void {
    this.#metrics[0]?.inject();
    this.#fault = Math.min(this.#fault ?? Infinity, this.#options.from + this.#time);
  }

  #move(time: number, bad: Pair<number>): void {
    let hasMoved = false;
    for (const metric of this.#metrics) if (metric.moveTo(time, bad)) hasMoved = true;
    if (!hasMoved) return;
    let largest = -Infinity;
    for (const { excess } of this.#metrics) largest = Math.max(largest, excess);
    this.#excess = largest;
  }

  #heardOf(arm: Arm, requests: number): number {
    const heard = this.#volume.heard(arm);
    return heard === 1 ? requests : this.#random.binomial(requests, heard);
  }

  #samples(
    served: Arm | 'instead',
    metrics: readonly MetricCourse[],
    requests: number,
  ): VersionSamples {
    const samples: Record<string, VersionSamples[string]> = {};
    if (requests === 0) return samples;
    for (const metric of metrics) {
      samples[metric.observed.guardrail.name] = metric.sample(served, this.#random, requests);
    }
    return samples;
  }

  /** Of an arm that is silent nothing is known, also not how often it was selected. */
  #weights(share: number): Tick['weights'] {
    const { canary, baseline } = this.#options.versions;
    if (this.#volume.heard('canary') === 0 || this.#volume.heard('baseline') === 0) {
      return undefined;
    }
    return { [canary]: share, [baseline]: 1 - share };
  }
}

function tickOf(
  from: number,
  length: number,
  versions: Tick['versions'],
  lateness: number,
  weights: Tick['weights'],
): Tick {
  const tick: { -readonly [Key in keyof Tick]: Tick[Key] } = { from, to: from + length, versions };
  if (lateness > 0) tick.lateness = lateness;
  if (weights) tick.weights = weights;
  return tick;
}

/** The first is that of the policy's shortest lateness, whether or not anything of it is observed: it counts the ticks. */
function lateGroupsOf(policy: ModelPolicy, metrics: readonly MetricCourse[]): LateGroup[] {
  const latenessOf = ({ lateness = policy.lateness }: { readonly lateness?: number }): number =>
    lateness;
  return [...new Set(policy.guardrails.map(latenessOf))]
    .sort((left, right) => left - right)
    .map((lateness) => ({
      metrics: metrics.filter(({ observed }) => latenessOf(observed.guardrail) === lateness),
      late: new LateTicks(lateness),
    }))
    .filter(({ metrics: ofGroup }, place) => place === 0 || ofGroup.length > 0);
}
