import type { ProportionSample, Tick, VersionSamples } from '../ticks/tick.ts';

/** What is summed. Whatever sums refers to versions and metrics by their place in these lists. */
export interface Layout {
  readonly versions: readonly string[];
  readonly metrics: readonly string[];
}

/** The samples of one tick, growing in place. */
export class Sums {
  readonly #layout: Layout;
  /** count and hits of each metric of each version, one after the other. */
  readonly #values: Float64Array;

  constructor(layout: Layout, samples: Tick['versions'] = {}) {
    this.#layout = layout;
    this.#values = new Float64Array(2 * layout.versions.length * layout.metrics.length);
    for (const [version, name] of layout.versions.entries()) {
      for (const [metric, key] of layout.metrics.entries()) {
        const sample = samples[name]?.[key];
        if (sample) this.add(version, metric, sample.count, sample.hits);
      }
    }
  }

  add(version: number, metric: number, count: number, hits: number): void {
    const at = this.#at(version, metric);
    this.#values[at] = (this.#values[at] ?? 0) + count;
    this.#values[at + 1] = (this.#values[at + 1] ?? 0) + hits;
  }

  sample(version: number, metric: number): ProportionSample {
    const at = this.#at(version, metric);
    return { count: this.#values[at] ?? 0, hits: this.#values[at + 1] ?? 0 };
  }

  #at(version: number, metric: number): number {
    return 2 * (version * this.#layout.metrics.length + metric);
  }

  /** The samples by version and metric; what was not observed is absent. */
  samples(): Tick['versions'] {
    const all: [string, VersionSamples][] = [];
    for (const [version, name] of this.#layout.versions.entries()) {
      const samples: [string, ProportionSample][] = [];
      for (const [metric, key] of this.#layout.metrics.entries()) {
        const sample = this.sample(version, metric);
        if (sample.count > 0) samples.push([key, sample]);
      }
      if (samples.length > 0) all.push([name, Object.fromEntries(samples)]);
    }
    return Object.fromEntries(all);
  }
}
