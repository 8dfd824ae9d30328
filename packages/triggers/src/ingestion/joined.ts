import { addSamples, isExact, isObserved, type Sample } from '../ticks/samples/sample.ts';
import { sampleOf, type Tick } from '../ticks/tick.ts';
import type { PlacedSample } from './samples.ts';
import { type Layout, samplesByName } from './sums.ts';

/** The samples of ticks that are joined into one, growing in place. */
export class Joined {
  readonly #layout: Layout;
  /** Of each metric of each version, one after the other. */
  readonly #samples: (Sample | undefined)[];

  constructor(layout: Layout, tick?: Tick) {
    this.#layout = layout;
    this.#samples = layout.versions.flatMap((version) =>
      layout.guardrails.map(({ name }) => tick && sampleOf(tick, version, name)),
    );
  }

  /** Whether every whole number could still be told from the next. */
  canAdd(placed: PlacedSample): boolean {
    return isExact(this.#sum(placed));
  }

  add(placed: PlacedSample): void {
    if (!isObserved(placed.sample)) return;
    this.#samples[this.#at(placed)] = this.#sum(placed);
  }

  #sum(placed: PlacedSample): Sample {
    const before = this.#samples[this.#at(placed)];
    const type = this.#layout.guardrails[placed.metric]?.type;
    return before && type ? addSamples(type, before, placed.sample) : placed.sample;
  }

  #at({ version, metric }: { readonly version: number; readonly metric: number }): number {
    return version * this.#layout.guardrails.length + metric;
  }

  samples(): Tick['versions'] {
    return samplesByName(
      this.#layout,
      (version, metric) => this.#samples[this.#at({ version, metric })],
    );
  }
}
