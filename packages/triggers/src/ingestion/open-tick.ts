import type { Tick } from '../ticks/tick.ts';
import { Sums, type Layout } from './sums.ts';

/** A tick that outcomes may still fall into, as JSON, with the ids that were first seen in it, by metric. */
export type OpenTickState = Tick & { readonly ids: Readonly<Record<string, readonly string[]>> };

/** A tick that outcomes may still fall into. */
export class OpenTick {
  readonly from: number;
  readonly to: number;
  readonly sums: Sums;
  /** The ids that were first seen in this tick, by the place of the metric. */
  readonly ids: readonly string[][];

  constructor(layout: Layout, from: number, to: number, state?: OpenTickState) {
    this.from = from;
    this.to = to;
    this.sums = new Sums(layout, state);
    this.ids = layout.guardrails.map(({ name }) => [...(state?.ids[name] ?? [])]);
  }

  tick(): Tick {
    return { from: this.from, to: this.to, versions: this.sums.samples() };
  }

  state({ guardrails }: Layout): OpenTickState {
    const ids = guardrails.map(({ name }, place) => [name, [...(this.ids[place] ?? [])]] as const);
    return { ...this.tick(), ids: Object.fromEntries(ids) };
  }
}
