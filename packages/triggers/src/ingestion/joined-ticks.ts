import type { Guardrail } from '../policy/model.ts';
import type { Tick } from '../ticks/tick.ts';
import { impossible, isTime, shownTime, type Refusal } from './refusal.ts';
import { readSamples } from './samples.ts';
import { Sums, type Layout } from './sums.ts';

/** What is taken from ticks that were summed elsewhere. */
export interface JoinedTicksOptions {
  /** The policy's tick, in milliseconds. */
  readonly tick: number;
  /** The metrics that are taken over; others are ignored. */
  readonly guardrails: readonly Guardrail[];
  /** The versions that are taken over; others are ignored. */
  readonly versions: readonly string[];
}

/** A tick as someone else summed it: its samples may be anything. Times are epoch milliseconds. */
export interface RecordedTick {
  readonly from: number;
  readonly to: number;
  readonly versions: Readonly<Record<string, unknown>>;
}

/** What is known between two ticks. Plain JSON. */
export interface JoinedTicksState {
  /** The end of the last tick, epoch milliseconds; null before the first. */
  readonly end: number | null;
  /** The tick that others may still join. */
  readonly open: Tick | null;
  /** Ticks that are complete and not taken yet. */
  readonly closed: readonly Tick[];
}

/**
 * Brings ticks that were summed elsewhere to the policy's tick.
 *
 * Ticks that begin in the same tick of the policy (which begin at whole multiples of its length since the epoch) are
 * joined into one, so ticks of 10 s under a policy of 30 min come out as single outcomes would have: the policy's tick
 * is what `minBadTicks` counts. A tick as long as the policy's, or longer, can be no finer and comes out as it is, and
 * so does one of any length that has the policy's tick to itself.
 *
 * Ticks come in their order; one that overlaps another or goes back in time would count requests twice and is refused.
 */
export class JoinedTicks {
  readonly #length: number;
  readonly #layout: Layout;
  #end: number;
  #open: { readonly from: number; readonly sums: Sums } | null;
  #closed: Tick[];

  constructor({ tick, guardrails, versions }: JoinedTicksOptions, state?: JoinedTicksState) {
    this.#length = tick;
    this.#layout = { versions, metrics: guardrails.map(({ name }) => name) };
    this.#end = state?.end ?? -Infinity;
    const open = state?.open;
    this.#open = open ? { from: open.from, sums: new Sums(this.#layout, open.versions) } : null;
    this.#closed = [...(state?.closed ?? [])];
  }

  /** Takes a tick over, or refuses all of it and says why. */
  add({ from, to, versions }: RecordedTick): Refusal | undefined {
    if (!isTime(from) || !isTime(to)) return impossible(`${from} to ${to} is no interval of time`);
    if (from >= to) {
      return impossible(`it begins at ${shownTime(from)}, not before its end, ${shownTime(to)}`);
    }
    if (from < this.#end) {
      const end = shownTime(this.#end);
      return impossible(`it begins at ${shownTime(from)}, before the one before it ends, ${end}`);
    }
    const samples = readSamples(versions, this.#layout);
    if (typeof samples === 'string') return impossible(samples);

    const joined = this.#open && this.#joins(this.#open.from, from, to) ? this.#open : null;
    const next = joined ?? { from, sums: new Sums(this.#layout) };
    for (const { version, metric, sample } of samples) {
      if (!Number.isSafeInteger(next.sums.sample(version, metric).count + sample.count)) {
        return impossible(`${this.#layout.metrics[metric]}: the joined counts are beyond 2^53 - 1`);
      }
    }
    if (!joined) this.close();
    for (const { version, metric, sample } of samples) {
      next.sums.add(version, metric, sample.count, sample.hits);
    }
    this.#open = next;
    this.#end = to;
    return undefined;
  }

  /** Whether a tick is part of the open one, which began at `open`. */
  #joins(open: number, from: number, to: number): boolean {
    const shorter = to - from < this.#length;
    return shorter && Math.floor(open / this.#length) === Math.floor(from / this.#length);
  }

  /** There is nothing more to come: nothing can join the open tick. */
  close(): void {
    const open = this.#openTick();
    if (open) this.#closed.push(open);
    this.#open = null;
  }

  #openTick(): Tick | null {
    if (!this.#open) return null;
    return { from: this.#open.from, to: this.#end, versions: this.#open.sums.samples() };
  }

  /** The ticks that were completed since the last call, in their order. */
  take(): readonly Tick[] {
    const taken = this.#closed;
    this.#closed = [];
    return taken;
  }

  state(): JoinedTicksState {
    const end = this.#end === -Infinity ? null : this.#end;
    return { end, open: this.#openTick(), closed: [...this.#closed] };
  }
}
