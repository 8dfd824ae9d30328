import type { ProportionSample } from '../../src/ticks/samples/proportion.ts';
import type { Tick } from '../../src/ticks/tick.ts';

export const versions = { canary: 'v13', baseline: 'v12' } as const;

/** Count and hits of one version. */
export type Sample = readonly [count: number, hits: number];

/** Tick number `index`, 0 for the first, of ten seconds: by metric what the canary and the baseline did. */
export function tickOf(
  index: number,
  metrics: Readonly<Record<string, { readonly canary?: Sample; readonly baseline?: Sample }>>,
): Tick {
  const samples = (version: 'canary' | 'baseline'): Record<string, ProportionSample> =>
    Object.fromEntries(
      Object.entries(metrics).flatMap(([metric, both]) => {
        const sample = both[version];
        return sample ? [[metric, { count: sample[0], hits: sample[1] }]] : [];
      }),
    );
  return {
    from: index * 10_000,
    to: (index + 1) * 10_000,
    versions: { [versions.canary]: samples('canary'), [versions.baseline]: samples('baseline') },
  };
}

export function errorTick(index: number, canary: Sample, baseline: Sample): Tick {
  return tickOf(index, { errors: { canary, baseline } });
}
