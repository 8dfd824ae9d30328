import type { Conditions } from '../streams/proportions.ts';

/** Kullback-Leibler divergence of two Bernoulli distributions, in nats. */
function divergence(rate: number, from: number): number {
  const part = (p: number, q: number): number => (p === 0 ? 0 : p * Math.log(p / q));
  return part(rate, from) + part(1 - rate, 1 - from);
}

/**
 * The least mean number of canary requests until a rollback that any rule with this risk can have (Wald 1945), for a
 * tolerance of zero: ln(1/risk) over the information of one canary request and its share of the baseline's.
 */
export function leastMeanDelay(
  { canary, baseline, canaryRate, baselineRate }: Conditions,
  risk: number,
): number {
  const share = baseline / canary;
  const acceptable = (canaryRate + share * baselineRate) / (1 + share);
  return (
    -Math.log(risk) /
    (divergence(canaryRate, acceptable) + share * divergence(baselineRate, acceptable))
  );
}
