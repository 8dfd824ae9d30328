import {
  sampleOf,
  type ModelPolicy,
  type Pair,
  type Sample,
  type Tick,
  type VersionSamples,
} from '@lastgood/triggers';

import { Random } from '../../random/random.ts';
import { streamOf } from '../../random/streams.ts';
import { closeOf } from '../late-ticks.ts';
import type { Course, Interval, Source } from '../source.ts';
import { Excess } from './excess.ts';
import { Faults } from './faults.ts';
import { byInterval, totals } from './intervals.ts';
import type { Recording } from './read.ts';
import { recordedIntervals, type RecordedInterval } from './recorded-intervals.ts';
import { stream } from './streams.ts';
import { Usual } from './usual.ts';

/** A recording for a policy, made ready to go on as it was. */
interface Prepared {
  readonly policy: ModelPolicy;
  readonly versions: Pair<string>;
  readonly from: number;
  readonly intervals: number;
  readonly usual: Usual;
  /** The guardrail in which most of the canary's requests came out worse. */
  readonly worst: number;
  /** By the place of the interval: the ticks that are complete at its end, and what happened in it. */
  readonly complete: ReadonlyMap<number, readonly Tick[]>;
  readonly recorded: ReadonlyMap<number, RecordedInterval>;
}

/**
 * A recording that goes on as it was, whatever is decided: its ticks are those that `replay` sees.
 *
 * @param faulty whether its canary is known to be worse than tolerated
 */
export function asRecorded(
  { from, intervals, ticks }: Recording,
  policy: ModelPolicy,
  versions: Pair<string>,
  faulty: boolean,
): Source {
  // Whoever does not calibrate is not shown it.
  const shown = policy.calibrate > 0 ? ticks : ticks.filter(({ calibration }) => !calibration);
  const counted = ticks.filter(({ calibration }) => !calibration);
  const usual = totals(policy.guardrails, counted, versions.baseline);
  const excess = new Excess(
    policy.guardrails,
    totals(policy.guardrails, counted, versions.canary),
    usual,
  );
  const cut = { from, tick: policy.tick };
  // What is later than the last interval comes with it, as at the end of a replay.
  const last = from + intervals * policy.tick;
  const prepared: Prepared = {
    policy,
    versions,
    from,
    intervals,
    usual: new Usual(policy.guardrails, usual),
    worst: excess.metric,
    complete: byInterval(shown, cut, (tick) => Math.min(last, closeOf(tick))),
    recorded: recordedIntervals(
      byInterval(counted, cut, ({ to }) => to),
      policy,
      versions,
      excess,
    ),
  };
  return {
    from,
    intervals,
    versions,
    closed: false,
    start: (seed) => new RecordedCourse(prepared, faulty, seed),
  };
}

class RecordedCourse implements Course {
  fault?: number;
  readonly #prepared: Prepared;
  readonly #faults: Faults;
  #interval = 0;

  constructor(prepared: Prepared, faulty: boolean, seed: number) {
    this.#prepared = prepared;
    this.#faults = new Faults(new Random(streamOf(seed, stream.faults)));
    if (faulty) this.fault = prepared.from;
  }

  next(): Interval {
    const { complete, recorded, worst } = this.#prepared;
    const interval = this.#interval;
    const from = this.#begin();
    this.#interval += 1;
    const ticks = complete.get(interval) ?? [];
    const { requests, canary, excess } = recorded.get(interval) ?? nothing;
    return {
      requests,
      ticks: this.#faults.any(from) ? ticks.map((tick) => this.#worsened(tick)) : ticks,
      excessBad: this.#faults.excess(excess, worst, requests.canary, canary, from),
    };
  }

  #begin(): number {
    return this.#prepared.from + this.#interval * this.#prepared.policy.tick;
  }

  #worsened(tick: Tick): Tick {
    const { policy, versions } = this.#prepared;
    const samples = tick.versions[versions.canary];
    if (!samples || tick.calibration || !this.#faults.any(tick.from)) return tick;
    const worse: [string, Sample][] = policy.guardrails.flatMap(({ name }, metric) => {
      const sample = sampleOf(tick, versions.canary, name);
      return sample ? [[name, this.#faults.worsen(metric, sample, tick.from)]] : [];
    });
    const ofCanary: VersionSamples = Object.fromEntries(worse);
    return { ...tick, versions: { ...tick.versions, [versions.canary]: ofCanary } };
  }

  inject(): void {
    const from = this.#begin();
    this.#faults.inject(this.#prepared.usual, from);
    this.fault ??= from;
  }
}

const nothing: RecordedInterval = { requests: { canary: 0, baseline: 0 }, canary: [], excess: 0 };
