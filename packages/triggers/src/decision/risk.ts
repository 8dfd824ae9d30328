import type { ModelPolicy } from '../policy/model.ts';

/**
 * The risk that attempt `attempt` (1 for the first) of a version may spend: each half of the one before, all together
 * the policy's `falseRollback`.
 */
export function attemptRisk(policy: ModelPolicy, attempt: number): number {
  const { attempts } = policy.hysteresis;
  return (policy.risk.falseRollback * 2 ** -attempt) / (1 - 2 ** -attempts);
}

/** Whether half of the risk is spent on learning how the groups differ, before the canary is served. */
export function calibrates({ randomise, calibrate }: ModelPolicy): boolean {
  return randomise === 'user' && calibrate > 0;
}

/** What of that is left for the outcomes of the attempt: half, where the other half is spent on the calibration. */
export function trialRisk(policy: ModelPolicy, attempt: number): number {
  return attemptRisk(policy, attempt) / (calibrates(policy) ? 2 : 1);
}

/** The evidence at which attempt `attempt` trips: ln(1/risk). */
export function tripEvidence(policy: ModelPolicy, attempt: number): number {
  return -Math.log(trialRisk(policy, attempt));
}

/** The calendar of computers ends, and a wait beyond all plans need not reach it: ten years, in milliseconds. */
const longestCooldown = 10 * 365 * 24 * 60 * 60 * 1000;

/** How long the version stays out of service after attempt `attempt`, in milliseconds. */
export function cooldown(policy: ModelPolicy, attempt: number): number {
  const { first, factor } = policy.hysteresis.cooldown;
  return Math.min(first * factor ** (attempt - 1), longestCooldown);
}
