import { Random } from '@lastgood/simulator';
import { initialDecision, parsePolicy, transition, type ModelPolicy } from '@lastgood/triggers';

import type { Batch, Cell, Delays } from './cell.ts';

const versions = { canary: 'v13', baseline: 'v12' };
const tick = 10_000;

function policyOf({ risk, minBadTicks, attempts }: Cell): ModelPolicy {
  const text = `models:
  measured:
    flag: measured
    guardrails: { errors: { type: proportion, worse: higher } }
    risk: { falseRollback: ${risk} }
    hysteresis: { minBadTicks: ${minBadTicks}, attempts: ${attempts} }
`;
  const [policy] = parsePolicy(text, 'benchmark');
  if (!policy) throw new Error('the policy has no model');
  return policy;
}

/** Canary requests from the fault until the trigger engine rolls the canary back for the first time, or null. */
function rollout(cell: Cell, policy: ModelPolicy, seed: number): number | null {
  const random = new Random(seed);
  let state = initialDecision(policy);
  for (let number = 1; number * cell.canary <= cell.horizon; number += 1) {
    const from = state.ticks * tick;
    const canaryRate = number < cell.faultTick ? cell.baselineRate : cell.canaryRate;
    const next = transition(policy, versions, state, {
      from,
      to: from + tick,
      versions: {
        v12: {
          errors: { count: cell.baseline, hits: random.binomial(cell.baseline, cell.baselineRate) },
        },
        v13: {
          errors: { count: cell.canary, hits: random.binomial(cell.canary, canaryRate) },
        },
      },
    });
    if (next.decisions.some(({ action }) => action === 'rollback')) {
      return Math.max(0, number - cell.faultTick + 1) * cell.canary;
    }
    state = next.state;
  }
  return null;
}

/** Runs a batch of rollouts, each from its own seed. */
export function runBatch({ cell, firstSeed, runs }: Batch): Delays {
  const policy = policyOf(cell);
  return Array.from({ length: runs }, (_, run) => rollout(cell, policy, firstSeed + run));
}
