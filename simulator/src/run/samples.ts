import { sampleOf, type ModelPolicy, type Pair, type Sample, type Tick } from '@lastgood/triggers';

/** What a tick says of each guardrail, in the policy's order; undefined where nothing was observed. */
export function samplesOf(
  { guardrails }: Pick<ModelPolicy, 'guardrails'>,
  { canary, baseline }: Pair<string>,
  tick: Pick<Tick, 'versions'>,
): readonly Pair<Sample | undefined>[] {
  return guardrails.map(({ name }) => ({
    canary: sampleOf(tick, canary, name),
    baseline: sampleOf(tick, baseline, name),
  }));
}
