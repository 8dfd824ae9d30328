import type { Tick } from '../ticks/tick.ts';
import { Sums, type Layout } from './sums.ts';

/** A tick that outcomes may still fall into, as JSON, with the ids that were first seen in it, by metric. */
export type OpenTickState = Tick & { readonly ids: Readonly<Record<string, readonly string[]>> };

/** What does not change from one tick to the next: the metrics that wait equally long, and how long. */
export interface OpenTickLayout extends Layout {
  /** The length of a tick, in milliseconds. */
  readonly tick: number;
  /** How long it waits for outcomes after its end, in milliseconds. */
  readonly lateness: number;
}

/** A tick that outcomes may still fall into. */
export class OpenTick {
  readonly from: number;
  readonly sums: Sums;
  /** The ids that were first seen in this tick, by the place of the metric. */
  readonly ids: readonly string[][];

  constructor(layout: OpenTickLayout, from: number, state?: OpenTickState) {
    this.from = from;
    this.sums = new Sums(layout, state);
    this.ids = layout.guardrails.map(({ name }) => [...(state?.ids[name] ?? [])]);
  }

  tick({ tick, lateness }: OpenTickLayout): Tick {
    const { from } = this;
    const versions = this.sums.samples();
    return { from, to: from + tick, versions, ...(lateness > 0 && { lateness }) };
  }

  state(layout: OpenTickLayout): OpenTickState {
    const ids = layout.guardrails.map(
      ({ name }, place) => [name, [...(this.ids[place] ?? [])]] as const,
    );
    return { ...this.tick(layout), ids: Object.fromEntries(ids) };
  }
}
