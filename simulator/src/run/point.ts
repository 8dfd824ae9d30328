import { sampleOf, type ModelPolicy, type Pair, type Sample, type Tick } from '@lastgood/triggers';

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
