import { LastgoodError, type Tick } from '@lastgood/triggers';

import { closeOf } from '../traffic/late-ticks.ts';
import type { Course, Interval } from '../traffic/source.ts';
import type { Ask } from './controls.ts';
import type { PreparedRun } from './prepare.ts';
import { RealParts } from './real-parts.ts';
import { Rollout } from './rollout.ts';
import { summaryOf, viewOf } from './show.ts';
import type { RunView } from './view.ts';

/**
 * A rollout and what its ticks come from: real parts, or virtual time, from one tick to the next.
 *
 * Virtual time goes along from the beginning, also while real parts serve: so it is where they leave off, with the same
 * faults at the same ticks. Of each only the outcomes of those intervals count that it served, however late they come.
 */
export class Conductor {
  readonly #rollout: Rollout;
  readonly #course: Course;
  /** When the canary becomes worse by itself, epoch milliseconds. */
  readonly #fault: number | undefined;
  #parts: RealParts | undefined;
  #virtual = true;
  /** For each interval so far, whether it was virtual. */
  readonly #wasVirtual: boolean[] = [];
  readonly #faults: { readonly tick: number }[] = [];

  constructor(prepared: PreparedRun) {
    this.#rollout = new Rollout(prepared);
    this.#course = prepared.source.start(prepared.options.seed);
    this.#fault = this.#course.fault;
    for (const remark of prepared.remarks) this.#rollout.events.add('traffic', remark);
  }

  /** Whether only a person can bring the canary back. */
  get isOver(): boolean {
    return this.#rollout.state.phase === 'quarantined';
  }

  /** Virtual time or real parts, from the next tick on. Where traffic has no requests one by one, it is always virtual. */
  async choose(virtual: boolean): Promise<void> {
    const { prepared, interval, events } = this.#rollout;
    const isVirtual = virtual || !prepared.traffic;
    if (isVirtual === this.#virtual) return;
    this.#virtual = isVirtual;
    if (interval > 0) {
      events.add(
        'parts',
        isVirtual
          ? 'on in virtual time: the services are left alone, and the seed draws who gets which version'
          : 'on with real parts: a sync server, and services that ask for each request',
      );
    }
    if (isVirtual || !prepared.traffic) return;
    if (this.#parts) await this.#parts.follow([]);
    else this.#parts = await this.#started(prepared);
  }

  async #started({ traffic, options }: PreparedRun): Promise<RealParts | undefined> {
    if (!traffic) return undefined;
    const parts = await RealParts.start(this.#rollout, traffic(options.seed));
    if (this.#injected) parts.inject();
    return parts;
  }

  get #injected(): boolean {
    return this.#faults.length > 0;
  }

  /** Does what was asked for, before the next tick; an event says what, or why not. */
  async ask(what: Ask): Promise<void> {
    if (what === 'inject') {
      this.#inject();
      return;
    }
    const decisions = this.#rollout.command(what);
    if (!this.#virtual) await this.#parts?.follow(decisions);
  }

  #inject(): void {
    const { events, prepared, interval } = this.#rollout;
    const { versions } = prepared;
    if (this.#injected) {
      events.add('refused', `${versions.canary} has been made worse already`);
      return;
    }
    try {
      this.#course.inject();
      this.#parts?.inject();
    } catch (error) {
      if (!(error instanceof LastgoodError)) throw error;
      events.add('refused', error.message);
      return;
    }
    this.#faults.push({ tick: interval });
    events.add(
      'fault',
      `by you: from now on ${versions.canary} is worse than tolerated, by twice the harm`,
    );
  }

  /** One interval further. */
  async next(): Promise<void> {
    const rollout = this.#rollout;
    const number = rollout.interval + 1;
    this.#wasVirtual.push(this.#virtual);
    const drawn = this.#course.next(rollout.weight, rollout.isCalibrating);
    const served = this.#virtual ? undefined : await this.#parts?.serve(number);
    const heard = served?.ticks ?? this.#parts?.wait(number) ?? [];
    // What is later than the end comes with the last interval, where it does at all.
    const end = rollout.endOf(number);
    const isEnd = drawn.ticks.some((tick) => closeOf(tick) > end);
    const ticks = this.#merged(
      drawn.ticks,
      isEnd ? [...heard, ...(this.#parts?.end() ?? [])] : heard,
    );
    const decisions = rollout.see({ ...this.#counted(drawn, served), ticks });
    if (served) await this.#parts?.follow(decisions);
  }

  /** Of each tick what counts: what was drawn, or what was heard from real parts in its place. */
  #merged(drawn: readonly Tick[], heard: readonly Tick[]): Tick[] {
    const left = new Set(heard);
    const ticks = drawn.map((tick): Tick => {
      if (this.#wasVirtual[this.#rollout.intervalOf(tick.to) - 1]) return tick;
      const { from, to, lateness, weights } = tick;
      const own = heard.find((one) => one.from === from && one.lateness === lateness);
      if (own) left.delete(own);
      return {
        ...(own ?? { from, to, versions: {}, ...(lateness !== undefined && { lateness }) }),
        ...(weights && { weights }),
      };
    });
    return [...ticks, ...left];
  }

  #counted(drawn: Interval, served: Interval | undefined): Omit<Interval, 'ticks'> {
    if (!served) return drawn;
    const { guardrails } = this.#rollout.prepared.policy;
    if (guardrails.every(({ type }) => type === 'proportion')) return served;
    // Of other types one cannot tell from a single request whether it came out worse.
    const part = drawn.requests.canary > 0 ? drawn.excessBad / drawn.requests.canary : 0;
    return { ...served, excessBad: part * served.requests.canary };
  }

  /** What there is to see now. */
  view(): RunView {
    const own = this.#fault === undefined ? [] : [{ tick: this.#rollout.intervalOf(this.#fault) }];
    const began = own.filter(({ tick }) => tick < this.#rollout.interval);
    const faults = [...began, ...this.#faults];
    const canInject = !this.#injected;
    return viewOf(this.#rollout, { parts: this.#visibleParts, faults, canInject });
  }

  lastView(): RunView {
    return { ...this.view(), summary: summaryOf(this.#rollout, this.#visibleParts) };
  }

  get #visibleParts(): RealParts | undefined {
    return this.#virtual ? undefined : this.#parts;
  }

  async close(): Promise<void> {
    await this.#parts?.close();
  }
}
