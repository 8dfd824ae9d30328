import type { Guardrail } from '../policy/model.ts';
import { differenceOf } from '../ticks/samples/histogram.ts';
import { isOf, type Sample } from '../ticks/samples/sample.ts';
import { sampleOf, type Tick } from '../ticks/tick.ts';
import { counterDifference } from './counter-difference.ts';
import { impossible, isTime, shownTime, type Refusal } from './refusal.ts';
import { readEachSample, type PlacedSample } from './samples.ts';
import { type Layout, samplesByName } from './sums.ts';

/** Which counters are looked at; others are ignored. */
export interface CounterTicksOptions {
  readonly guardrails: readonly Guardrail[];
  readonly versions: readonly string[];
}

/** What all counters stood at, at one time. */
export interface CounterReading {
  /** Epoch milliseconds. */
  readonly time: number;
  /** By version and metric: a sample of everything since the counters began. It may be anything. */
  readonly versions: Readonly<Record<string, unknown>>;
}

/** What came of a reading. */
export interface CounterInterval {
  /** What was counted since the reading before; absent at the first. */
  readonly tick?: Tick;
  /** What does not count, and why. */
  readonly refusals: readonly Refusal[];
}

/** What is known between two readings. Plain JSON. */
export interface CounterTicksState {
  /** When the last reading was, epoch milliseconds; null before the first. */
  readonly time: number | null;
  /** What the counters stood at then. */
  readonly versions: Tick['versions'];
  /** By metric: the edges of its histograms, which stay the same. */
  readonly edges: Readonly<Record<string, readonly number[]>>;
  /** How many refusals there were. */
  readonly refused: number;
}

/**
 * Makes ticks of counters that only ever go up, as Prometheus scrapes them and OTLP sends them where it is cumulative:
 * what was counted between two readings is the difference of the two.
 *
 * A counter that went down was reset, since its process began anew, and nobody knows how far it had come before: the
 * interval of that metric and version does not count, whole, and the new value is where the next one starts. The first
 * value is a start as well, also after a reading without one or with an impossible one: a difference over several
 * intervals would meet the other version's of the last alone. A reset cannot be seen where the counter has come as far
 * again by the next reading, or is a sum over processes of which one began anew and the others went on by more.
 */
export class CounterTicks {
  readonly #layout: Layout;
  #time: number;
  /** What the counters stood at, of each metric of each version one after the other. */
  #before: readonly (Sample | undefined)[];
  readonly #edges: Map<string, readonly number[]>;
  #refused: number;

  constructor({ guardrails, versions }: CounterTicksOptions, state?: CounterTicksState) {
    this.#layout = { guardrails, versions };
    this.#time = state?.time ?? -Infinity;
    this.#before = versions.flatMap((version) =>
      guardrails.map(({ name }) => state && sampleOf(state, version, name)),
    );
    this.#edges = new Map(Object.entries(state?.edges ?? {}));
    this.#refused = state?.refused ?? 0;
  }

  /** Takes a reading, and hands out what was counted since the one before. */
  add({ time, versions }: CounterReading): CounterInterval {
    const from = this.#time;
    if (!isTime(time)) return this.#refuse([`${time} is no time`]);
    if (time <= from) {
      return this.#refuse([
        `${shownTime(time)} is not after the reading before, ${shownTime(from)}`,
      ]);
    }
    const reasons: string[] = [];
    const now: (Sample | undefined)[] = [];
    const counted: (Sample | undefined)[] = [];
    for (const read of this.#read(versions)) {
      if (typeof read === 'string') {
        reasons.push(read);
        continue;
      }
      const place = this.#placeOf(read.version, read.metric);
      now[place] = read.sample;
      const sample = this.#countedSince(this.#before[place], read);
      if (typeof sample === 'string') reasons.push(sample);
      else counted[place] = sample;
    }
    this.#before = now;
    this.#time = time;
    const interval = this.#refuse(reasons);
    if (from === -Infinity) return interval;
    return { ...interval, tick: { from, to: time, versions: this.#byName(counted) } };
  }

  #refuse(reasons: readonly string[]): CounterInterval {
    this.#refused += reasons.length;
    return { refusals: reasons.map(impossible) };
  }

  #read(versions: CounterReading['versions']): (PlacedSample | string)[] {
    return readEachSample(versions, this.#layout).map((read) =>
      typeof read === 'string' ? read : (this.#otherEdges(read) ?? read),
    );
  }

  #otherEdges(read: PlacedSample): string | undefined {
    const { sample } = read;
    const name = this.#layout.guardrails[read.metric]?.name;
    if (name === undefined || !isOf(sample, 'histogram')) return undefined;
    const known = this.#edges.get(name);
    if (!known) this.#edges.set(name, sample.edges);
    const difference = known && differenceOf(known, sample.edges);
    return difference && `${this.#inWords(read)} has other edges than before: ${difference}`;
  }

  /** What was counted since the reading before, or why it does not count; undefined if this is the start. */
  #countedSince(before: Sample | undefined, read: PlacedSample): Sample | string | undefined {
    const guardrail = this.#layout.guardrails[read.metric];
    if (!guardrail || !before) return undefined;
    const counted = counterDifference(guardrail, before, read.sample);
    return typeof counted === 'string' ? `${this.#inWords(read)} ${counted}` : counted;
  }

  #inWords({ version, metric }: PlacedSample): string {
    return `${this.#layout.guardrails[metric]?.name} of ${this.#layout.versions[version]}`;
  }

  #placeOf(version: number, metric: number): number {
    return version * this.#layout.guardrails.length + metric;
  }

  #byName(samples: readonly (Sample | undefined)[]): Tick['versions'] {
    return samplesByName(
      this.#layout,
      (version, metric) => samples[this.#placeOf(version, metric)],
    );
  }

  /** How many refusals there were. */
  get refused(): number {
    return this.#refused;
  }

  state(): CounterTicksState {
    return {
      time: this.#time === -Infinity ? null : this.#time,
      versions: this.#byName(this.#before),
      edges: Object.fromEntries(this.#edges),
      refused: this.#refused,
    };
  }
}
