import { logAddExp } from './logarithm.ts';

/** The share of the prior that is spent on "the fault is there from the first block", as most faults are. */
const startWeight = 0.9;

/**
 * Prior probability that the fault begins with block `step` (1 for the first). The sum over all blocks is at most 1:
 * the tail is the midpoint rule for 1 / (x ln^2 x), a convex function whose integral from 20.5 on is 1 / ln(20.5).
 */
export function startProbability(step: number): number {
  const x = step + 20;
  const tail = Math.log(20.5) / (x * Math.log(x) ** 2);
  return (step === 1 ? startWeight : 0) + (1 - startWeight) * tail;
}

/**
 * A spending Shiryaev-Roberts process: for each alternative effect, ln R, where
 *
 *     R_t = (R_(t-1) + w_t) exp(inc_t)
 *
 * is the evidence summed over all the blocks at which the fault may have begun, with their probabilities w. Unlike a
 * plain e-process it need not first burn off the evidence of a long healthy time. `R_t + 1 - sum of w` is a
 * non-negative supermartingale that starts at 1, so P(ever R >= 1/risk) <= risk, with no horizon and no window.
 *
 * R is zero at the start, and the logarithm of zero does not survive JSON: `logs` is empty until the first step.
 *
 * References: Shiryaev; Roberts; Shin, Ramdas, Rinaldo, e-detectors (2023).
 */
export interface Spending {
  readonly steps: number;
  readonly logs: readonly number[];
}

export const nothingSpent: Spending = { steps: 0, logs: [] };

/**
 * One block further.
 *
 * @param increments log e-increments of the block, one for each alternative
 * @param cap how far one block can lift the evidence: from rest (ln R of 0 or less) up to this, from above by this.
 * A truncated R is still a supermartingale. It is R that is truncated and not the increment: a fault that begins late
 * starts deep below rest, and must not need a block for every step of the way up
 */
export function spend(state: Spending, increments: readonly number[], cap: number): Spending {
  const steps = state.steps + 1;
  const added = Math.log(startProbability(steps));
  const logs = increments.map((increment, k) => {
    const before = state.logs[k];
    const sum = before === undefined ? added : logAddExp(before, added);
    const next = Math.min(sum + increment, Math.max(before ?? 0, 0) + cap);
    // The logarithm of zero does not survive JSON, and the least number is that of zero as well.
    return Math.max(next, -Number.MAX_VALUE);
  });
  return { steps, logs };
}

/** ln of the evidence, mixed over the alternatives with their prior; negative infinity before the first block. */
export function logEvidence({ logs }: Spending, prior: readonly number[]): number {
  if (logs.length === 0) return -Infinity;
  const largest = Math.max(...logs);
  let sum = 0;
  logs.forEach((log, k) => {
    sum += (prior[k] ?? 0) * Math.exp(log - largest);
  });
  return largest + Math.log(sum);
}
