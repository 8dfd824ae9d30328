import { engine } from '../judges/engine.ts';
import type { ClosedLoop } from '../judges/closed-loop.ts';
import { errorsOnly, policy } from '../judges/policy.ts';
import { errors, splitAtRandom } from '../streams/proportions.ts';

/** A rollout that ends with a promotion, a rollback, or neither. */
interface Rollout {
  readonly name: string;
  readonly loop: ClosedLoop;
}

interface Versions {
  readonly baselineRate: number;
  readonly canaryRate: number;
  /** The tick from which the canary has its rate; it is healthy before. */
  readonly faultTick?: number;
}

const requests = 400;

function rolloutOf(
  name: string,
  { baselineRate, canaryRate, faultTick = 1 }: Versions,
  rollout: object = {},
): Rollout {
  const judged = policy({ guardrails: errorsOnly, hysteresis: { attempts: 1 }, rollout });
  const stream = errors((random) => (number, share) => ({
    ...splitAtRandom(random, requests, share),
    baselineRate,
    canaryRate: number < faultTick ? baselineRate : canaryRate,
  }));
  return {
    name,
    loop: {
      stream,
      judge: engine('engine', judged),
      share: judged.rollout.steps[0] ?? 0,
      intervals: 10_000,
    },
  };
}

const oneStep = { steps: [0.05, 1], dwell: '30m' };
/** As soon as the evidence allows. */
const noDwell = { steps: [0.05, 1], dwell: 0 };
/** 720 ticks. */
const twoHours = { steps: [0.05, 1], dwell: '2h' };

export const rollouts: readonly Rollout[] = [
  rolloutOf('healthy, 1 %, the default steps', { baselineRate: 0.01, canaryRate: 0.01 }),
  rolloutOf('healthy, 15 %, the default steps', { baselineRate: 0.15, canaryRate: 0.15 }),
  rolloutOf('healthy, 1 %, 5 % for 30m', { baselineRate: 0.01, canaryRate: 0.01 }, oneStep),
  rolloutOf('healthy, 15 %, 5 % for 30m', { baselineRate: 0.15, canaryRate: 0.15 }, oneStep),
  rolloutOf('healthy, 1 %, 5 %, no dwell', { baselineRate: 0.01, canaryRate: 0.01 }, noDwell),
  rolloutOf('healthy, 15 %, 5 %, no dwell', { baselineRate: 0.15, canaryRate: 0.15 }, noDwell),
  rolloutOf('1 → 1.5 %, the default steps', { baselineRate: 0.01, canaryRate: 0.015 }),
  rolloutOf('1 → 1.5 %, 5 % for 30m', { baselineRate: 0.01, canaryRate: 0.015 }, oneStep),
  rolloutOf('1 → 2 %, 5 % for 30m', { baselineRate: 0.01, canaryRate: 0.02 }, oneStep),
  rolloutOf('15 → 20 %, 5 % for 30m', { baselineRate: 0.15, canaryRate: 0.2 }, oneStep),
  rolloutOf('1 → 1.5 %, 5 %, no dwell', { baselineRate: 0.01, canaryRate: 0.015 }, noDwell),
  rolloutOf('15 → 20 %, 5 %, no dwell', { baselineRate: 0.15, canaryRate: 0.2 }, noDwell),
  rolloutOf(
    '1 → 2 % in the last tenth of 5 % for 2h',
    { baselineRate: 0.01, canaryRate: 0.02, faultTick: 649 },
    twoHours,
  ),
];
