import {
  JoinedTicks,
  OutcomeTicks,
  type ModelPolicy,
  type Outcome,
  type Pair,
  type RecordedTick,
  type Tick,
} from '@lastgood/triggers';

import { Random } from '../random/random.ts';
import { isObject } from '../recordings/json.ts';
import { outcomeKeys, type RecordingLine, type ShadowRequest } from '../recordings/line.ts';
import { counted } from '../words/counts.ts';
import { Names } from './names.ts';

export interface RecordedTicksOptions {
  readonly policy: ModelPolicy;
  readonly versions: Pair<string>;
  /** The chance of each request of a shadow log to be the canary's, between 0 and 1. */
  readonly canaryShare: number;
  /** What that chance is drawn from: a whole number from 0 to 2^32 - 1. */
  readonly seed: number;
}

/**
 * Turns the lines of a recording, of whichever kind, into the ticks that the engine would have been given, and keeps
 * account of what did not become part of them.
 *
 * A request of a shadow log becomes an outcome of one version: the canary's with probability `canaryShare`, drawn anew
 * for each line without a look at its outcomes.
 */
export class RecordedTicks {
  readonly #versions: Pair<string>;
  readonly #canaryShare: number;
  readonly #split: Random;
  readonly #outcomes: OutcomeTicks;
  readonly #ticks: JoinedTicks;
  readonly #notIgnored: ReadonlySet<string>;
  /** Metrics that came too late. */
  readonly #late = new Names();
  #calibration = 0;
  /** Keys of ticks that mean nothing. */
  readonly #unknown = new Names();
  /** Metrics without a guardrail. */
  readonly ignored: Names = new Names();
  /** Versions that the recording has, compared or not. */
  readonly present: Names = new Names();
  /** Versions of the comparison that have not been come across. */
  readonly missing: Set<string>;

  constructor({ policy, versions, canaryShare, seed }: RecordedTicksOptions) {
    const { tick, lateness, guardrails } = policy;
    const options = { tick, guardrails, versions: [versions.canary, versions.baseline] };
    this.#versions = versions;
    this.#canaryShare = canaryShare;
    this.#split = new Random(seed);
    this.#outcomes = new OutcomeTicks({ ...options, lateness });
    this.#ticks = new JoinedTicks(options);
    this.#notIgnored = new Set([...outcomeKeys, ...guardrails.map(({ name }) => name)]);
    this.missing = new Set(options.versions);
  }

  /** Outcomes that came when the tick of one of their metrics was closed already. */
  get late(): number {
    return this.#outcomes.late;
  }

  /** Outcomes with an id that counted before. */
  get repeated(): number {
    return this.#outcomes.repeated;
  }

  /** Ticks of calibration, which are no evidence. */
  get calibration(): number {
    return this.#calibration;
  }

  /** Takes a line in; returns the reason if what it says is impossible. */
  add(line: RecordingLine): string | undefined {
    switch (line.kind) {
      case 'outcome':
        return this.#addOutcome(line);
      case 'shadow':
        return this.#addShadow(line);
      case 'tick':
        return this.#addTick(line);
    }
  }

  #addOutcome(outcome: Outcome): string | undefined {
    const refusal = this.#outcomes.add(outcome);
    if (refusal?.kind === 'impossible') return refusal.reason;
    for (const metric of refusal?.metrics ?? []) this.#late.add(metric);
    this.#saw(outcome.version, outcome.values);
    return undefined;
  }

  #addShadow({ time, id, arrived, outcomes }: ShadowRequest): string | undefined {
    const { canary, baseline } = this.#versions;
    const drawn = this.#split.uniform() < this.#canaryShare ? canary : baseline;
    let chosen: Outcome | undefined;
    // Whether a line can be read must not hang on the split, so the outcome that was not drawn is looked at as well.
    for (const version of [baseline, canary]) {
      const values = Object.hasOwn(outcomes, version) ? outcomes[version] : undefined;
      if (!isObject(values)) {
        const there = Object.keys(outcomes).join(', ') || 'no version';
        return `there is no outcome of version "${version}" but of ${there}`;
      }
      const outcome = { time, version, values, id, arrived };
      const refusal = this.#outcomes.check(outcome);
      if (refusal) return `${version}: ${refusal.reason}`;
      this.#saw(version, values);
      if (version === drawn) chosen = outcome;
    }
    return chosen && this.#addOutcome(chosen);
  }

  #addTick({
    unknown,
    ...tick
  }: RecordedTick & { readonly unknown: readonly string[] }): string | undefined {
    const refusal = this.#ticks.add(tick);
    if (refusal) return refusal.reason;
    if (tick.calibration) this.#calibration += 1;
    for (const key of unknown) this.#unknown.add(key);
    for (const [version, samples] of Object.entries(tick.versions)) {
      if (isObject(samples)) this.#saw(version, samples);
    }
    return undefined;
  }

  #saw(version: string, values: Readonly<Record<string, unknown>>): void {
    this.present.add(version);
    if (this.missing.size > 0) this.missing.delete(version);
    for (const metric in values) if (!this.#notIgnored.has(metric)) this.ignored.add(metric);
  }

  /** There are no more lines. */
  close(): void {
    this.#outcomes.close();
    this.#ticks.close();
  }

  /** The ticks that were completed since the last call, in their order. */
  take(): readonly Tick[] {
    const ticks = this.#outcomes.take();
    return ticks.length > 0 ? ticks : this.#ticks.take();
  }

  /** What did not become part of a tick and why, a sentence for each kind. */
  remarks(): string[] {
    const { late, repeated, calibration } = this;
    const { clipped } = this.#outcomes;
    const remarks: string[] = [];
    if (this.ignored.size > 0) {
      remarks.push(`metrics without a guardrail are ignored: ${this.ignored.list()}`);
    }
    if (this.#unknown.size > 0) {
      remarks.push(`keys of ticks that are not known are ignored: ${this.#unknown.list()}`);
    }
    if (late > 0) {
      remarks.push(`${counted(late, 'outcome')} came too late to count for ${this.#late.list()}`);
    }
    if (repeated > 0) remarks.push(`${counted(repeated, 'outcome')} had an id that counted before`);
    if (clipped > 0) {
      remarks.push(`${counted(clipped, 'value')} beyond the range of a mean counted as its end`);
    }
    if (calibration > 0) {
      remarks.push(`${counted(calibration, 'tick')} of calibration did not count as evidence`);
    }
    return remarks;
  }
}
