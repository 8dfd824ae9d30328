import { toleratedFactor, type RateGuardrail, type RateSample } from '@lastgood/triggers';

import { poisson } from '../../random/poisson.ts';
import type { Worsened } from './worsened-by.ts';

/** Adds events that come by themselves, as often at any time; where lower is worse, each event is lost with the same chance. */
export function worsenedRate(
  guardrail: RateGuardrail,
  times: number,
  usual: RateSample,
): Worsened<RateSample> {
  // Half an event added: a part of no events at all would be none.
  const rate = (usual.hits + 0.5) / usual.exposure;
  const target = targetOf(guardrail, times, rate);
  return guardrail.worse === 'higher'
    ? withMore(Math.max(0, target - rate))
    : withFewer(Math.min(1, target / rate), rate);
}

/** @param more events per unit of exposure */
function withMore(more: number): Worsened<RateSample> {
  return {
    excess: more,
    sample({ hits, exposure }, random) {
      return { hits: hits + poisson(random, more * exposure), exposure };
    },
    value(value, uniform) {
      const { hits, exposure } = sampleIn(value);
      return { hits: hits + rounded(more * exposure, uniform), exposure };
    },
  };
}

/** @param left the part of the events that still happens */
function withFewer(left: number, rate: number): Worsened<RateSample> {
  return {
    excess: (1 - left) * rate,
    sample({ hits, exposure }, random) {
      return { hits: random.binomial(hits, left), exposure };
    },
    value(value, uniform) {
      const { hits, exposure } = sampleIn(value);
      return { hits: rounded(left * hits, uniform), exposure };
    },
  };
}

/** The rate beyond what is tolerated, or beyond the limit. Where lower is worse, as many times less as it else is more. */
function targetOf(
  { worse, tolerance, harm, limit }: RateGuardrail,
  times: number,
  rate: number,
): number {
  const tolerated = tolerance
    ? toleratedFactor(worse, tolerance.relative) * rate
    : (limit?.bound ?? rate);
  if (worse === 'higher') return tolerated * (1 + times * harm.relative);
  return tolerated / (1 + times * (1 / (1 - harm.relative) - 1));
}

function sampleIn(value: unknown): RateSample {
  // Whoever counts outcomes has refused all else.
  return value as RateSample;
}

/** The whole number below or above, so that it is right on average: of one request there are hardly ever several events. */
function rounded(expected: number, uniform: number): number {
  const whole = Math.floor(expected);
  return whole + (uniform < expected - whole ? 1 : 0);
}
