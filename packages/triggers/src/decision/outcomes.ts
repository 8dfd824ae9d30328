import { addSamples, amountOf, noSample, type Sample } from '../ticks/samples/sample.ts';
import type { Tick } from '../ticks/tick.ts';
import { type GuardrailState, totalOf } from './guardrail-state.ts';
import { unpacked } from './packed.ts';
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
  { guardrail }: Member,
  outcomes: TickOutcomes,
  { from }: Tick,
  share: number | null,
): GuardrailState {
  const { type } = guardrail;
  const none = noSample(type);
  const { canary, baseline } = outcomes;
  const add = (to: Sample, sample: Sample | undefined): Sample =>
    sample ? addSamples(type, to, sample) : to;
  const { block, rise } = state;
  const merged = block ? unpacked(guardrail, block.outcomes) : { canary: none, baseline: none };
  return {
    ...state,
    block: {
      outcomes: {
        canary: add(merged.canary, canary),
        baseline: add(merged.baseline, baseline),
      },
      from: block ? block.from : from,
      share,
    },
    rise: {
      from: rise ? rise.from : from,
      before: rise ? rise.before : amountOf(totalOf(guardrail, state).canary),
      samples:
        type === 'histogram' || type === 'categories'
          ? null
          : {
              canary: add(rise?.samples?.canary ?? none, canary),
              baseline: add(rise?.samples?.baseline ?? none, baseline),
            },
    },
  };
}
