import type { BadCount } from '../../src/ticks/bad.ts';
import type { Pair } from '../../src/ticks/tick.ts';

/** The probabilities of 0, 1, ... successes of trials that have these probabilities each. */
export function trialMasses(probabilities: readonly number[]): number[] {
  let masses = [1];
  for (const probability of probabilities) {
    masses = Array.from(
      { length: masses.length + 1 },
      (_, k) => (masses[k] ?? 0) * (1 - probability) + (masses[k - 1] ?? 0) * probability,
    );
  }
  return masses;
}

/** The probabilities of 0, 1, ... `count` successes. */
export function binomialMasses(count: number, probability: number): number[] {
  return trialMasses(Array.from({ length: count }, () => probability));
}

/** Every outcome of a block of these sizes, with its probability at these bad rates. */
export function* outcomes(
  sizes: Pair<number>,
  rates: Pair<number>,
): Generator<{ readonly block: Pair<BadCount>; readonly probability: number }> {
  const canaryMasses = binomialMasses(sizes.canary, rates.canary);
  const baselineMasses = binomialMasses(sizes.baseline, rates.baseline);
  for (const [canaryBad, canaryMass] of canaryMasses.entries()) {
    for (const [baselineBad, baselineMass] of baselineMasses.entries()) {
      const probability = canaryMass * baselineMass;
      if (probability === 0) continue;
      const canary = { count: sizes.canary, bad: canaryBad };
      const baseline = { count: sizes.baseline, bad: baselineBad };
      yield { block: { canary, baseline }, probability };
    }
  }
}

/** The expectations of what a statistic makes of a block, one for each alternative; from log e-increments. */
export function expectedValues(
  sizes: Pair<number>,
  rates: Pair<number>,
  increments: (block: Pair<BadCount>) => readonly number[],
): number[] {
  const sums: number[] = [];
  for (const { block, probability } of outcomes(sizes, rates)) {
    increments(block).forEach((increment, k) => {
      sums[k] = (sums[k] ?? 0) + probability * Math.exp(increment);
    });
  }
  return sums;
}

/** Bad rates on and within the boundary p_c <= absolute + ratio p_b. */
export function* acceptableRates(ratio: number, absolute: number): Generator<Pair<number>> {
  for (const baseline of [0, 0.001, 0.01, 0.03, 0.1, 0.3, 0.5, 0.8, 0.97, 1]) {
    const highest = Math.min(1, absolute + ratio * baseline);
    for (const part of [1, 0.99, 0.7, 0.2, 0]) yield { canary: part * highest, baseline };
  }
}

/** Bad rates on and beyond the boundary p_c >= absolute + ratio p_b. */
export function* worseRates(ratio: number, absolute: number): Generator<Pair<number>> {
  for (const baseline of [0, 0.001, 0.01, 0.03, 0.1, 0.3, 0.5, 0.8, 0.97, 1]) {
    const lowest = absolute + ratio * baseline;
    if (lowest > 1) continue;
    for (const part of [0, 0.01, 0.3, 1]) {
      yield { canary: lowest + part * (1 - lowest), baseline };
    }
  }
}

/** Rates of single requests, half of them lower and half of them higher, as far apart as can be, with this mean. */
export function unequalRates(count: number, mean: number): number[] {
  const apart = Math.min(mean, 1 - mean);
  const odd = count % 2 === 1 ? [mean] : [];
  const half = Array.from({ length: Math.floor(count / 2) });
  return [...odd, ...half.map(() => mean - apart), ...half.map(() => mean + apart)];
}
