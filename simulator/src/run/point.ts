import { sampleOf, type ModelPolicy, type Pair, type Sample, type Tick } from '@lastgood/triggers';

import type { RunPoint } from './view.ts';

/** What a tick says of each guardrail, in the policy's order. */
export function samplesOf(
  { guardrails }: ModelPolicy,
  { canary, baseline }: Pair<string>,
  tick: Tick,
): readonly Pair<Sample | undefined>[] {
  return guardrails.map(({ name }) => ({
    canary: sampleOf(tick, canary, name),
    baseline: sampleOf(tick, baseline, name),
  }));
}

/** The point with what came to be known of it later; labels come late. */
export function withSamples(point: RunPoint, more: RunPoint['samples']): RunPoint {
  const samples = point.samples.map(({ canary, baseline }, place) => ({
    canary: more[place]?.canary ?? canary,
    baseline: more[place]?.baseline ?? baseline,
  }));
  return { ...point, samples };
}
