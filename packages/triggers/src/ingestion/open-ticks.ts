import type { Guardrail } from '../policy/model.ts';
import type { Tick } from '../ticks/tick.ts';
import { Labels } from './labels.ts';
import { OpenTick, type OpenTickLayout, type OpenTickState } from './open-tick.ts';
import type { OutcomeTicksState } from './outcome.ts';

/** What one outcome says of each guardrail of the policy, in their order; undefined: nothing. */
export type Observations = readonly unknown[];

/** What came of an outcome: it spoke of none of the metrics, of none that was not counted before, or was counted. */
export type Counted = 'absent' | 'repeated' | 'counted';

/** The ticks that are open for guardrails of one lateness. Nobody brings them what came too late. */
export class OpenTicks {
  readonly #layout: OpenTickLayout;
  /** By metric: its place in the observations. */
  readonly #places: readonly number[];
  /** In their order. */
  readonly #open: OpenTick[];
  /** By metric: the ids that the open ticks remember. */
  readonly #ids: readonly Set<string>[];
  /** By metric, of those that have labels. */
  readonly #labels: readonly (Labels | undefined)[];
  /** The tick of the outcome before is most often that of the next one. */
  #recent: OpenTick | undefined;
  #clipped = 0;

  /** @param all the guardrails of the policy, of which the layout has some */
  constructor(layout: OpenTickLayout, all: readonly Guardrail[], state?: OutcomeTicksState) {
    const { guardrails } = layout;
    this.#layout = layout;
    this.#places = guardrails.map((guardrail) => all.indexOf(guardrail));
    const open = (state?.open ?? []).filter(({ ids }) =>
      guardrails.some(({ name }) => Object.hasOwn(ids, name)),
    );
    this.#open = open
      .map((tick) => new OpenTick(layout, tick.from, tick))
      .sort((left, right) => left.from - right.from);
    this.#ids = guardrails.map(({ name }) => new Set(open.flatMap(({ ids }) => ids[name] ?? [])));
    this.#labels = guardrails.map(({ type, name }) =>
      type === 'categories' ? new Labels(state?.labels[name]) : undefined,
    );
  }

  /** When the tick that begins at this time closes. */
  closeOf(from: number): number {
    return from + this.#layout.tick + this.#layout.lateness;
  }

  /** The metrics that an outcome speaks of. */
  metricsIn(observations: Observations): readonly string[] {
    const names: string[] = [];
    for (const [metric, { name }] of this.#layout.guardrails.entries()) {
      if (observations[this.#places[metric] ?? -1] !== undefined) names.push(name);
    }
    return names;
  }

  /** Counts an outcome of the version in this place into the tick that begins at `from`. */
  count(
    observations: Observations,
    id: string | undefined,
    from: number,
    version: number,
  ): Counted {
    let counted: Counted = 'absent';
    const { guardrails } = this.#layout;
    for (let metric = 0; metric < guardrails.length; metric += 1) {
      const guardrail = guardrails[metric];
      const value = observations[this.#places[metric] ?? -1];
      if (!guardrail || value === undefined) continue;
      if (id !== undefined && this.#ids[metric]?.has(id)) {
        if (counted === 'absent') counted = 'repeated';
        continue;
      }
      counted = 'counted';
      const open = this.#recent?.from === from ? this.#recent : this.#openTick(from);
      if (isOutside(guardrail, value)) this.#clipped += 1;
      open.sums.observe(version, metric, this.#labels[metric]?.counted(value) ?? value);
      if (id === undefined) continue;
      this.#ids[metric]?.add(id);
      open.ids[metric]?.push(id);
    }
    return counted;
  }

  #openTick(from: number): OpenTick {
    let place = 0;
    for (let end = this.#open.length; place < end;) {
      const middle = (place + end) >>> 1;
      if ((this.#open[middle]?.from ?? from) < from) place = middle + 1;
      else end = middle;
    }
    let open = this.#open[place];
    if (open?.from !== from) {
      open = new OpenTick(this.#layout, from);
      this.#open.splice(place, 0, open);
    }
    this.#recent = open;
    return open;
  }

  /** When the first of the open ticks closes; Infinity if none is open. */
  get firstClose(): number {
    const [first] = this.#open;
    return first ? this.closeOf(first.from) : Infinity;
  }

  /** Closes the ticks that are due when time has come to this, and hands them out in their order. */
  close(time: number): Tick[] {
    const left = this.#open.findIndex(({ from }) => time < this.closeOf(from));
    const due = this.#open.splice(0, left === -1 ? this.#open.length : left);
    for (const { ids } of due) {
      for (const [metric, known] of ids.entries()) {
        for (const id of known) this.#ids[metric]?.delete(id);
      }
    }
    return due.map((open) => open.tick(this.#layout));
  }

  /** When the last of the open ticks closes; -Infinity if none is open. */
  get lastClose(): number {
    const last = this.#open.at(-1);
    return last ? this.closeOf(last.from) : -Infinity;
  }

  /** How many values lay outside the range of their mean, since this was made. */
  get clipped(): number {
    return this.#clipped;
  }

  state(): readonly OpenTickState[] {
    return this.#open.map((tick) => tick.state(this.#layout));
  }

  /** The labels that are told apart, by metric. */
  labels(): [string, string[]][] {
    return this.#layout.guardrails.flatMap(({ name }, metric) => {
      const labels = this.#labels[metric];
      return labels ? [[name, labels.list()]] : [];
    });
  }
}

function isOutside(guardrail: Guardrail, value: unknown): boolean {
  if (guardrail.type !== 'mean' || !guardrail.range) return false;
  return Number(value) < guardrail.range[0] || Number(value) > guardrail.range[1];
}
