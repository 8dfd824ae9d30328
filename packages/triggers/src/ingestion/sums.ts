import type { Guardrail } from '../policy/model.ts';
import type { Sample } from '../ticks/samples/sample.ts';
import { sampleOf, type Tick, type VersionSamples } from '../ticks/tick.ts';
import { type Sum, sumOf } from './sum.ts';

/** What is summed. Whatever sums refers to versions and guardrails by their place in these lists. */
export interface Layout {
  readonly versions: readonly string[];
  readonly guardrails: readonly Guardrail[];
}

/** The samples of one tick, growing in place. */
export class Sums {
  readonly #layout: Layout;
  /** Of each metric of each version, one after the other. */
  readonly #sums: readonly Sum[];

  constructor(layout: Layout, tick?: Tick) {
    this.#layout = layout;
    this.#sums = layout.versions.flatMap((version) =>
      layout.guardrails.map((guardrail) =>
        sumOf(guardrail, tick && sampleOf(tick, version, guardrail.name)),
      ),
    );
  }

  /** Adds what one outcome of a version says about a metric. */
  observe(version: number, metric: number, value: unknown): void {
    this.#sums[version * this.#layout.guardrails.length + metric]?.observe(value);
  }

  /** The samples by version and metric; what was not observed is absent. */
  samples(): Tick['versions'] {
    return samplesByName(this.#layout, (version, metric) =>
      this.#sums[version * this.#layout.guardrails.length + metric]?.sample(),
    );
  }
}

/** Samples by the names of versions and metrics; what was not observed is absent. */
export function samplesByName(
  { versions, guardrails }: Layout,
  sampleAt: (version: number, metric: number) => Sample | undefined,
): Tick['versions'] {
  const all: [string, VersionSamples][] = [];
  for (const [version, name] of versions.entries()) {
    const samples: [string, Sample][] = [];
    for (const [metric, guardrail] of guardrails.entries()) {
      const sample = sampleAt(version, metric);
      if (sample) samples.push([guardrail.name, sample]);
    }
    if (samples.length > 0) all.push([name, Object.fromEntries(samples)]);
  }
  return Object.fromEntries(all);
}
