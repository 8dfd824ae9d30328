import { addSamples, noSample, type Sample, type SampleType } from '../ticks/samples/sample.ts';
import type { Tick } from '../ticks/tick.ts';
import type { GuardrailState, Rise } from './guardrail-state.ts';
import { canaryAmount, unpacked } from './packed.ts';
import type { Member } from './plan.ts';

/** What a tick has of one guardrail. */
export interface TickOutcomes {
  readonly canary: Sample | undefined;
  readonly baseline: Sample | undefined;
}

/**
 * A guardrail with the outcomes of one tick more.
 *
 * @param share the canary's intended share of the traffic, from 0 to 1; null where it is not known
 */
export function withOutcomes(
  state: GuardrailState,
  { guardrail, type }: Member,
  { canary, baseline }: TickOutcomes,
  { from }: Tick,
  share: number | null,
): GuardrailState {
  const { name, checks, block, past, rise, soundness, judged } = state;
  const merged = block && unpacked(guardrail, block.outcomes);
  return {
    name,
    checks,
    block: {
      outcomes: {
        canary: added(type, merged?.canary, canary),
        baseline: added(type, merged?.baseline, baseline),
      },
      from: block ? block.from : from,
      share,
    },
    past,
    rise: rise && {
      from: rise.from,
      before: rise.before,
      samples: rise.samples && {
        canary: added(type, rise.samples.canary, canary),
        baseline: added(type, rise.samples.baseline, baseline),
      },
    },
    soundness,
    judged,
  };
}

function added(type: SampleType, to: Sample | undefined, sample: Sample | undefined): Sample {
  if (!sample) return to ?? noSample(type);
  return to ? addSamples(type, to, sample) : sample;
}

/**
 * What came since the evidence was last at rest. A block that begins there is the first of it: most blocks end where they
 * began, at rest again, and nothing need be known of them.
 */
export function riseOf({ type }: Member, { block, past, rise }: GuardrailState): Rise | null {
  if (rise || !block) return rise;
  const { outcomes, from } = block;
  const isLarge = type === 'histogram' || type === 'categories';
  const samples = isLarge || 'labels' in outcomes || 'edges' in outcomes ? null : outcomes;
  return { from, before: canaryAmount(past), samples };
}
