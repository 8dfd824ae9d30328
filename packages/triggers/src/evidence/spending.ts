/** The share of the prior that is spent on "the fault is there from the first block", as most faults are. */
const startWeight = 0.9;

/** What the tail of the prior comes to with the rest of it. */
const tailWeight = (1 - startWeight) * Math.log(20.5);

/**
 * Prior probability that the fault begins with block `step` (1 for the first). The sum over all blocks is at most 1:
 * the tail is the midpoint rule for 1 / (x ln^2 x), a convex function whose integral from 20.5 on is 1 / ln(20.5).
 */
export function startProbability(step: number): number {
  const x = step + 20;
  const tail = tailWeight / (x * Math.log(x) ** 2);
  return step === 1 ? startWeight + tail : tail;
}

/**
 * A spending Shiryaev-Roberts process: for each alternative effect R, where
 *
 *     R_t = (R_(t-1) + w_t) exp(inc_t)
 *
 * is the evidence summed over all the blocks at which the fault may have begun, with their probabilities w. Unlike a
 * plain e-process it need not first burn off the evidence of a long healthy time. `R_t + 1 - sum of w` is a
 * non-negative supermartingale that starts at 1, so P(ever R >= 1/risk) <= risk, with no horizon and no window.
 *
 * R is `values` times exp(`scale`), which neither overflows nor vanishes. What is next to nothing beside the largest value
 * may become zero: evidence that is a little less is still within the risk.
 *
 * References: Shiryaev; Roberts; Shin, Ramdas, Rinaldo, e-detectors (2023).
 */
export interface Spending {
  readonly steps: number;
  /** A natural logarithm. */
  readonly scale: number;
  /** One for each alternative; empty until the first step, and R is zero then. */
  readonly values: readonly number[];
}

export const nothingSpent: Spending = { steps: 0, scale: 0, values: [] };

/** Below this R is nothing beside the prior probability of any block. */
const leastScale = -300;

/**
 * One block further.
 *
 * @param increments log e-increments of the block, one for each alternative
 * @param cap how far one block can lift the evidence: ln R from rest (0 or less) up to this, from above by this.
 * A truncated R is still a supermartingale. It is R that is truncated and not the increment: a fault that begins late
 * starts deep below rest, and must not need a block for every step of the way up
 */
export function spend(state: Spending, increments: readonly number[], cap: number): Spending {
  const steps = state.steps + 1;
  const before = state.scale < leastScale ? nothingSpent : state;
  const rest = Math.exp(-before.scale);
  const added = startProbability(steps) * rest;
  let lift = -Number.MAX_VALUE;
  for (let k = 0; k < increments.length; k += 1) lift = Math.max(lift, increments[k] ?? lift);
  lift = Math.min(lift, cap);
  const capped = Math.exp(cap - lift);

  let largest = 0;
  // A copy has the right size at once.
  const values = increments.slice();
  for (let k = 0; k < increments.length; k += 1) {
    const value = before.values[k] ?? 0;
    const sum = value + added;
    // Nothing grows to nothing, whatever it is multiplied by.
    const grown = sum === 0 ? 0 : sum * Math.exp((increments[k] ?? 0) - lift);
    const highest = Math.max(value, rest) * capped;
    const next = highest < grown ? highest : grown;
    if (next > largest) largest = next;
    values[k] = next;
  }
  return scaled({ steps, scale: before.scale + lift, values }, largest);
}

/** Brings the scale to where the largest value is, once that is far from 1. */
function scaled(spending: Spending, largest: number): Spending {
  const { steps, scale, values } = spending;
  if (largest > 1e-100 && largest < 1e100) return spending;
  // The logarithm of zero does not survive JSON, and the least number is that of zero as well.
  if (largest === 0) return { steps, scale: -Number.MAX_VALUE, values: values.map(() => 1) };
  return {
    steps,
    scale: scale + Math.log(largest),
    values: values.map((value) => value / largest),
  };
}

/** Whether no alternative has more evidence than an attempt begins with. */
export function isAtRest({ scale, values }: Spending): boolean {
  const rest = Math.exp(-scale);
  for (const value of values) if (value > rest) return false;
  return true;
}

/** ln of the evidence, mixed over the alternatives with their prior; negative infinity before the first block. */
export function logEvidence({ scale, values }: Spending, prior: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < values.length; k += 1) sum += (prior[k] ?? 0) * (values[k] ?? 0);
  return scale + Math.log(sum);
}
