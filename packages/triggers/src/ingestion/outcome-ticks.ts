import type { Guardrail } from '../policy/model.ts';
import type { Tick } from '../ticks/tick.ts';
import { Labels } from './labels.ts';
import { impossibleValue, isPresent } from './observation.ts';
import { OpenTick, type OpenTickState } from './open-tick.ts';
import type { Outcome, OutcomeTicksOptions, OutcomeTicksState } from './outcome.ts';
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
  /** By metric, of those that have labels. */
  readonly #labels: readonly (Labels | undefined)[];
  #closed: Tick[];
  /** When the first of the open ticks closes. */
  #nextClose = Infinity;
  /** The tick of the outcome before is most often that of the next one. */
  #recent: OpenTick | undefined;
  #watermark: number;
  #late: number;
  #repeated: number;
  #clipped: number;

  constructor(options: OutcomeTicksOptions, state?: OutcomeTicksState) {
    const { guardrails, versions } = options;
    this.#options = options;
    this.#layout = { versions, guardrails };
    this.#ids = guardrails.map(
      ({ name }) => new Set(state?.open.flatMap(({ ids }) => ids[name] ?? [])),
    );
    this.#labels = guardrails.map(({ type, name }) =>
      type === 'categories' ? new Labels(state?.labels[name]) : undefined,
    );
    for (const open of state?.open ?? []) this.#openTick(open.from, open);
    this.#closed = [...(state?.closed ?? [])];
    this.#watermark = state?.watermark ?? -Infinity;
    this.#late = state?.late ?? 0;
    this.#repeated = state?.repeated ?? 0;
    this.#clipped = state?.clipped ?? 0;
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
    for (const guardrail of this.#layout.guardrails) {
      if (!isPresent(values, guardrail.name)) continue;
      const reason = impossibleValue(guardrail, values[guardrail.name]);
      if (reason !== undefined) return impossible(reason);
    }
    return undefined;
  }

  #count({ values, id }: Outcome, from: number, place: number): void {
    let observed = false;
    let counted = false;
    const { guardrails } = this.#layout;
    for (let metric = 0; metric < guardrails.length; metric += 1) {
      const guardrail = guardrails[metric];
      if (!guardrail || !isPresent(values, guardrail.name)) continue;
      const value = values[guardrail.name];
      observed = true;
      if (id !== undefined && this.#ids[metric]?.has(id)) continue;
      counted = true;
      const open = this.#recent?.from === from ? this.#recent : this.#openTick(from);
      if (isOutside(guardrail, value)) this.#clipped += 1;
      open.sums.observe(place, metric, this.#labels[metric]?.counted(String(value)) ?? value);
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

  /** How many values lay outside the range of their mean and count as its end. */
  get clipped(): number {
    return this.#clipped;
  }

  state(): OutcomeTicksState {
    const labels = this.#layout.guardrails.flatMap(({ name }, metric) => {
      const known = this.#labels[metric];
      return known ? [[name, known.list()] as const] : [];
    });
    const open = [...this.#open.values()].sort((a, b) => a.from - b.from);
    return {
      watermark: this.#watermark === -Infinity ? null : this.#watermark,
      open: open.map((tick) => tick.state(this.#layout)),
      closed: [...this.#closed],
      late: this.#late,
      repeated: this.#repeated,
      clipped: this.#clipped,
      labels: Object.fromEntries(labels),
    };
  }
}

function isOutside(guardrail: Guardrail, value: unknown): boolean {
  if (guardrail.type !== 'mean' || !guardrail.range) return false;
  return Number(value) < guardrail.range[0] || Number(value) > guardrail.range[1];
}
