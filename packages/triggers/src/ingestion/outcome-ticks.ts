import type { Tick } from '../ticks/tick.ts';
import { impossibleValue, observation } from './observation.ts';
import { OpenTicks } from './open-ticks.ts';
import type { Outcome, OutcomeTicksOptions, OutcomeTicksState } from './outcome.ts';
import { impossible, isTime, shownTime, type Refusal } from './refusal.ts';

const none: readonly Tick[] = [];

/**
 * Sums single outcomes into ticks, by the time at which the request was served.
 *
 * Outcomes may come in any order within the lateness. The latest time heard of is the watermark; a tick [from, to) is
 * closed as soon as the watermark reaches `to + lateness`, and then it can be taken, once. Guardrails of another lateness
 * have ticks of their own: with errors (0s) and labels (24h) an interval yields a tick with the errors, and a day later
 * one with the labels. What comes for a tick after it was closed is refused as late and counted. A tick without a single
 * observation is never handed out: it says nothing, and a gap may have millions of them.
 *
 * Ids are remembered, for each metric, until the tick in which they were first seen is closed. How often the ticks are
 * taken changes nothing.
 */
export class OutcomeTicks {
  readonly #options: OutcomeTicksOptions;
  /** One for each lateness. */
  readonly #open: readonly OpenTicks[];
  /** Of the outcome that was checked last, so that its values are looked up once. */
  readonly #observations: unknown[];
  #closed: Tick[];
  #watermark: number;
  /** When the first of the open ticks closes. */
  #nextClose: number;
  /** The begin of the tick of the outcome before, which is most often that of the next one. */
  #from = NaN;
  #late: number;
  #repeated: number;
  #refused: number;
  readonly #clippedBefore: number;

  constructor(options: OutcomeTicksOptions, state?: OutcomeTicksState) {
    const { tick, versions } = options;
    const all = options.guardrails;
    const latenessOf = ({ lateness = options.lateness }: (typeof all)[number]): number => lateness;
    this.#options = options;
    this.#open = [...new Set(all.map(latenessOf))].map((lateness) => {
      const guardrails = all.filter((guardrail) => latenessOf(guardrail) === lateness);
      return new OpenTicks({ tick, lateness, versions, guardrails }, all, state);
    });
    this.#observations = all.map(() => undefined);
    this.#closed = [...(state?.closed ?? [])];
    this.#watermark = state?.watermark ?? -Infinity;
    this.#nextClose = this.#firstClose();
    this.#late = state?.late ?? 0;
    this.#repeated = state?.repeated ?? 0;
    this.#refused = state?.refused ?? 0;
    this.#clippedBefore = state?.clipped ?? 0;
  }

  /**
   * Counts an outcome. If nobody could, refuses all of it and says why; if it came too late for some of its metrics,
   * counts the others and says for which.
   */
  add(outcome: Outcome): Refusal | undefined {
    const refusal = this.check(outcome);
    if (refusal) {
      this.#refused += 1;
      return refusal;
    }
    const { time, version, id, arrived = -Infinity } = outcome;
    const { tick, versions } = this.#options;
    this.advance(time);
    const place = versions.indexOf(version);
    if (place < 0) return undefined;

    if (!(time >= this.#from && time < this.#from + tick)) {
      this.#from = Math.floor(time / tick) * tick;
    }
    const from = this.#from;
    const known = Math.max(this.#watermark, arrived);
    let isLate = false;
    let isRepeated = false;
    let isCounted = false;
    for (const open of this.#open) {
      const closes = open.closeOf(from);
      if (known >= closes) {
        isLate ||= open.metricsIn(this.#observations).length > 0;
        continue;
      }
      if (closes < this.#nextClose) this.#nextClose = closes;
      const counted = open.count(this.#observations, id, from, place);
      if (counted === 'counted') isCounted = true;
      if (counted === 'repeated') isRepeated = true;
    }
    if (isLate) {
      this.#late += 1;
      return this.#lateFor(from, known);
    }
    if (isRepeated && !isCounted) this.#repeated += 1;
    return undefined;
  }

  /** For which of its metrics an outcome that is known since `known` came too late. */
  #lateFor(from: number, known: number): Refusal {
    const metrics: string[] = [];
    const reasons: string[] = [];
    for (const open of this.#open) {
      const closes = open.closeOf(from);
      const names = known >= closes ? open.metricsIn(this.#observations) : [];
      if (names.length === 0) continue;
      metrics.push(...names);
      reasons.push(`the tick of ${names.join(', ')} was closed at ${shownTime(closes)}`);
    }
    return { kind: 'late', metrics, reason: reasons.join('; ') };
  }

  /** Why nobody could count this outcome, whenever it came. */
  check({ time, values, arrived }: Outcome): Refusal | undefined {
    if (!isTime(time)) return impossible(`${time} is no time`);
    if (arrived !== undefined && !isTime(arrived)) return impossible(`${arrived} is no time`);
    const { guardrails } = this.#options;
    for (let metric = 0; metric < guardrails.length; metric += 1) {
      const guardrail = guardrails[metric];
      const value = guardrail && observation(values, guardrail.name);
      this.#observations[metric] = value;
      const reason = guardrail && value !== undefined && impossibleValue(guardrail, value);
      if (reason) return impossible(reason);
    }
    return undefined;
  }

  /** Time has come to this, with or without outcomes; epoch milliseconds. */
  advance(time: number): void {
    if (!(time > this.#watermark)) return;
    this.#watermark = time;
    if (time >= this.#nextClose) this.#closeTicks();
  }

  #closeTicks(): void {
    const closed = this.#open.flatMap((open) => open.close(this.#watermark));
    closed.sort((left, right) => closeOf(left) - closeOf(right) || left.from - right.from);
    for (const tick of closed) this.#closed.push(tick);
    this.#nextClose = this.#firstClose();
  }

  #firstClose(): number {
    return Math.min(...this.#open.map(({ firstClose }) => firstClose));
  }

  /** There is nothing more to come: closes all ticks. */
  close(): void {
    this.advance(Math.max(...this.#open.map(({ lastClose }) => lastClose)));
  }

  /** The ticks that were closed since the last call, in the order in which they closed. */
  take(): readonly Tick[] {
    if (this.#closed.length === 0) return none;
    const taken = this.#closed;
    this.#closed = [];
    return taken;
  }

  /** How many outcomes came too late for at least one of their metrics. */
  get late(): number {
    return this.#late;
  }

  /** How many outcomes came in time and said nothing that had not been counted under their id before. */
  get repeated(): number {
    return this.#repeated;
  }

  /** How many values lay outside the range of their mean and count as its end. */
  get clipped(): number {
    return this.#open.reduce((sum, { clipped }) => sum + clipped, this.#clippedBefore);
  }

  /** How many outcomes were refused because nothing of the kind can have been observed. */
  get refused(): number {
    return this.#refused;
  }

  state(): OutcomeTicksState {
    return {
      watermark: this.#watermark === -Infinity ? null : this.#watermark,
      open: this.#open.flatMap((open) => open.state()),
      closed: [...this.#closed],
      late: this.#late,
      repeated: this.#repeated,
      clipped: this.clipped,
      refused: this.#refused,
      labels: Object.fromEntries(this.#open.flatMap((open) => open.labels())),
    };
  }
}

function closeOf({ to, lateness = 0 }: Tick): number {
  return to + lateness;
}
