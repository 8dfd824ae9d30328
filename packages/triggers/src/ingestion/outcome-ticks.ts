import type { Tick } from '../ticks/tick.ts';
import { OpenTick, type OpenTickState } from './open-tick.ts';
import type { Outcome, OutcomeTicksOptions, OutcomeTicksState } from './outcome.ts';
import { impossibleValue, observe } from './proportion.ts';
import { impossible, isTime, shownTime, type Refusal } from './refusal.ts';
import type { Layout } from './sums.ts';

const none: readonly Tick[] = [];

/**
 * Sums single outcomes into ticks.
 *
 * Outcomes may come in any order within the lateness. The latest time heard of is the watermark; a tick [from, to) is
 * closed as soon as the watermark reaches `to + lateness`, and then it can be taken, once. What comes for it after that
 * is refused as late and counted. A tick without a single observation is never handed out: it says nothing, and a gap
 * may have millions of them.
 *
 * Ids are remembered until the tick in which they were first seen is closed. How often the ticks are taken changes
 * nothing.
 */
export class OutcomeTicks {
  readonly #options: OutcomeTicksOptions;
  readonly #layout: Layout;
  readonly #open = new Map<number, OpenTick>();
  /** By metric: the ids that the open ticks remember. */
  readonly #ids: readonly Set<string>[];
  #closed: Tick[];
  /** When the first of the open ticks closes. */
  #nextClose = Infinity;
  /** The tick of the outcome before is most often that of the next one. */
  #recent: OpenTick | undefined;
  #watermark: number;
  #late: number;
  #repeated: number;

  constructor(options: OutcomeTicksOptions, state?: OutcomeTicksState) {
    const metrics = options.guardrails.map(({ name }) => name);
    this.#options = options;
    this.#layout = { versions: options.versions, metrics };
    this.#ids = metrics.map(
      (metric) => new Set(state?.open.flatMap(({ ids }) => ids[metric] ?? [])),
    );
    for (const open of state?.open ?? []) this.#openTick(open.from, open);
    this.#closed = [...(state?.closed ?? [])];
    this.#watermark = state?.watermark ?? -Infinity;
    this.#late = state?.late ?? 0;
    this.#repeated = state?.repeated ?? 0;
  }

  /** Counts an outcome, or refuses all of it and says why. */
  add(outcome: Outcome): Refusal | undefined {
    const refusal = this.check(outcome);
    if (refusal) return refusal;

    const { time, version, arrived } = outcome;
    const { tick, lateness, versions } = this.#options;
    const recent = this.#recent;
    const from =
      recent && time >= recent.from && time < recent.to
        ? recent.from
        : Math.floor(time / tick) * tick;
    const closes = from + tick + lateness;
    if (this.#watermark >= closes || (arrived !== undefined && arrived >= closes)) {
      this.#late += 1;
      return { kind: 'late', reason: `its tick was closed at ${shownTime(closes)}` };
    }
    this.advance(time);
    const place = versions.indexOf(version);
    if (place >= 0) this.#count(outcome, from, place);
    return undefined;
  }

  /** Why nobody could count this outcome, whenever it came. */
  check({ time, values, arrived }: Outcome): Refusal | undefined {
    if (!isTime(time)) return impossible(`${time} is no time`);
    if (arrived !== undefined && !isTime(arrived)) return impossible(`${arrived} is no time`);
    for (const metric of this.#layout.metrics) {
      if (observe(values, metric) === 'impossible') {
        return impossible(impossibleValue(metric, values[metric]));
      }
    }
    return undefined;
  }

  #count({ values, id }: Outcome, from: number, place: number): void {
    let observed = false;
    let counted = false;
    for (let metric = 0; metric < this.#layout.metrics.length; metric += 1) {
      const observation = observe(values, this.#layout.metrics[metric] ?? '');
      if (observation === 'absent') continue;
      observed = true;
      if (id !== undefined && this.#ids[metric]?.has(id)) continue;
      counted = true;
      const open = this.#recent?.from === from ? this.#recent : this.#openTick(from);
      open.sums.add(place, metric, 1, observation === 'hit' ? 1 : 0);
      if (id === undefined) continue;
      this.#ids[metric]?.add(id);
      open.ids[metric]?.push(id);
    }
    if (observed && !counted) this.#repeated += 1;
  }

  #openTick(from: number, state?: OpenTickState): OpenTick {
    const open =
      this.#open.get(from) ?? new OpenTick(this.#layout, from, from + this.#options.tick, state);
    this.#open.set(from, open);
    this.#nextClose = Math.min(this.#nextClose, open.to + this.#options.lateness);
    this.#recent = open;
    return open;
  }

  /** Time has come to this, with or without outcomes; epoch milliseconds. */
  advance(time: number): void {
    if (time > this.#watermark) this.#watermark = time;
    if (this.#watermark < this.#nextClose) return;

    this.#nextClose = Infinity;
    const open = [...this.#open.values()].sort((a, b) => a.from - b.from);
    for (const tick of open) {
      const closes = tick.to + this.#options.lateness;
      if (this.#watermark < closes) {
        this.#nextClose = closes;
        return;
      }
      this.#open.delete(tick.from);
      for (const [metric, ids] of tick.ids.entries()) {
        for (const id of ids) this.#ids[metric]?.delete(id);
      }
      this.#closed.push(tick.tick());
    }
  }

  /** There is nothing more to come: closes all ticks. */
  close(): void {
    for (const { to } of this.#open.values()) this.advance(to + this.#options.lateness);
  }

  /** The ticks that were closed since the last call, in their order. */
  take(): readonly Tick[] {
    if (this.#closed.length === 0) return none;
    const taken = this.#closed;
    this.#closed = [];
    return taken;
  }

  /** How many outcomes came behind a tick that was closed already. */
  get late(): number {
    return this.#late;
  }

  /** How many outcomes said nothing that had not been counted under their id before. */
  get repeated(): number {
    return this.#repeated;
  }

  state(): OutcomeTicksState {
    const open = [...this.#open.values()].sort((a, b) => a.from - b.from);
    return {
      watermark: this.#watermark === -Infinity ? null : this.#watermark,
      open: open.map((tick) => tick.state(this.#layout)),
      closed: [...this.#closed],
      late: this.#late,
      repeated: this.#repeated,
    };
  }
}
