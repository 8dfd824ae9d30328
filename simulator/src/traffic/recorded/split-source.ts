import type { ModelPolicy, Pair, Sample } from '@lastgood/triggers';

import { Random } from '../../random/random.ts';
import { streamOf } from '../../random/streams.ts';
import type { Course, Interval, Source } from '../source.ts';
import type { Drawing } from './drawn.ts';
import { Faults } from './faults.ts';
import { stream } from './streams.ts';
import { TickQueue } from './tick-queue.ts';
import type { Usual } from './usual.ts';

/** Where the traffic comes from. */
export interface SplitTraffic {
  readonly from: number;
  readonly intervals: number;
  /** What the baseline's outcomes usually come to. */
  readonly usual: Usual;
  /** The guardrail in which most of the canary's requests came out worse, as recorded. */
  readonly worst: number;
  /** Begins anew, from a whole number from 0 to 2^32 - 1. */
  draw(seed: number): Drawing;
  /** Whether the canary as it was recorded is worse than tolerated, from the beginning. */
  readonly faulty: boolean;
  /** A fault that begins at a random time: a guardrail's, so many times its harm. */
  readonly fault?: { readonly metric: number; readonly times: number };
}

/** A fault of a twin begins at this part of the recording at the earliest, and at the latest. */
const earliest = 0.1;
const latest = 0.5;

/** Recorded traffic that is split as is decided. Behind the last request nothing is waited for: all that is late comes then. */
export function splitSource(
  policy: ModelPolicy,
  versions: Pair<string>,
  traffic: SplitTraffic,
): Source {
  const { from, intervals } = traffic;
  return {
    from,
    intervals,
    versions,
    closed: true,
    start: (seed) => new SplitCourse(policy, versions, traffic, seed),
  };
}

class SplitCourse implements Course {
  fault?: number;
  readonly #policy: ModelPolicy;
  readonly #traffic: SplitTraffic;
  readonly #draw: Drawing;
  readonly #faults: Faults;
  readonly #queue: TickQueue;
  #interval = 0;
  #end = -Infinity;

  constructor(policy: ModelPolicy, versions: Pair<string>, traffic: SplitTraffic, seed: number) {
    const { from, intervals, usual, fault, faulty } = traffic;
    this.#policy = policy;
    this.#traffic = traffic;
    this.#draw = traffic.draw(seed);
    this.#faults = new Faults(new Random(streamOf(seed, stream.faults)));
    this.#queue = new TickQueue(policy, versions);
    if (faulty) this.fault = from;
    if (!fault) return;
    const part =
      earliest + (latest - earliest) * new Random(streamOf(seed, stream.faultTime)).uniform();
    this.fault = from + Math.floor(part * intervals) * policy.tick;
    const worsened = usual.worsened(fault.metric, fault.times);
    this.#faults.add({ metric: fault.metric, from: this.fault, worsened });
  }

  next(share: number, calibrating = false): Interval {
    const { tick } = this.#policy;
    const from = this.#traffic.from + this.#interval * tick;
    this.#interval += 1;
    const to = from + tick;
    const { requests, samples, excess, length } = this.#draw(share, calibrating);
    const isFaulty = !calibrating && this.#faults.any(from);
    const canary = isFaulty
      ? samples.canary.map(
          (sample, metric): Sample | undefined =>
            sample && this.#faults.worsen(metric, sample, from),
        )
      : samples.canary;
    const begin = Math.max(this.#end, to - length);
    this.#end = to;
    const interval = { from: begin, to, ...(calibrating && ({ calibration: true } as const)) };
    const isLast = this.#interval >= this.#traffic.intervals;
    return {
      requests,
      ticks: this.#queue.pass(
        interval,
        { canary, baseline: samples.baseline },
        isLast ? Infinity : to,
      ),
      excessBad: isFaulty
        ? this.#faults.excess(excess, this.#traffic.worst, requests.canary, canary, from)
        : excess,
    };
  }

  inject(): void {
    const from = this.#traffic.from + this.#interval * this.#policy.tick;
    this.#faults.inject(this.#traffic.usual, from);
    this.fault ??= from;
  }
}
