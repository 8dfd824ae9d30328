import { peers, type ModelPolicy, type Tick } from '@lastgood/triggers';

import type { UnjudgedGuardrail } from '../replay/peer-judge.ts';
import type { Source } from '../traffic/source.ts';
import { uncalibrated } from './calibration.ts';
import { engineSeat, peerSeat, type FirstDecision, type Seat } from './seats.ts';

/** What one rule made of a rollout: it is asked until it has decided, and what it decides changes nothing. */
export interface RuleResult {
  /** `lastgood` for the engine, else the name of a peer's rule. */
  readonly rule: string;
  /** `unjudged`: it has nothing to say about any guardrail of the policy. */
  readonly decision: FirstDecision['action'] | 'none' | 'unjudged';
  /** When it decided, epoch milliseconds; null without a decision, like `tick`, `guardrail` and `reason`. */
  readonly time: number | null;
  /** The number of the tick, 1 for the first. */
  readonly tick: number | null;
  readonly guardrail: string | null;
  readonly reason: string | null;
  /** Requests of the canary until the decision, or over the whole rollout. */
  readonly canaryRequests: number;
  /** From the fault to a rollback after it; null without one. In milliseconds, and in requests of the canary. */
  readonly delay: { readonly time: number; readonly requests: number } | null;
  /** Rolled back before the fault, or without any. */
  readonly falseRollback: boolean;
  /** The guardrails that it cannot judge. */
  readonly unjudged: readonly UnjudgedGuardrail[];
}

/** What all rules made of the same ticks: plain data, which crosses threads. */
export interface ComparedRollout {
  readonly seed: number;
  /** When the rollout began and ended, epoch milliseconds; no rule may have needed all of it. */
  readonly from: number;
  readonly to: number;
  /** When the canary began to be worse than tolerated, epoch milliseconds; null if it never did. */
  readonly fault: number | null;
  /** The engine's first, then the peers'. */
  readonly rules: readonly RuleResult[];
}

interface Seated {
  readonly seat: Seat;
  result: RuleResult;
}

/**
 * Lets the engine and the peers' rules look at the same traffic, of which the canary keeps the share of the policy's first
 * step: no rule's decision changes what another one sees.
 *
 * @param seed a whole number from 0 to 2^32 - 1
 * @throws LastgoodError `calibration-unfinished` if there is nothing that the policy could be judged on, and for ticks
 *   whose samples are not what it says
 */
export function compareRules(policy: ModelPolicy, source: Source, seed: number): ComparedRollout {
  const course = source.start(seed);
  const { fault = null } = course;
  const share = policy.rollout.steps[0] ?? 0;
  const { versions } = source;
  const engine = engineSeat(policy, versions);
  const seats = [engine, ...peers.map(({ name }) => peerSeat(name, policy, versions))];
  const all = seats.map((seat): Seated => ({ seat, result: undecided(policy, seat) }));
  let waiting = all.filter(({ result }) => result.decision === 'none');
  let requests = 0;
  let sinceFault = 0;
  for (let number = 1; number <= source.intervals && waiting.length > 0; number += 1) {
    const calibrating = engine.isCalibrating;
    const interval = course.next(share, calibrating);
    const isCalibration = source.closed
      ? calibrating
      : interval.ticks.some(({ calibration }) => calibration);
    const canary = isCalibration ? 0 : interval.requests.canary;
    const to = source.from + number * policy.tick;
    requests += canary;
    if (fault !== null && to > fault) sinceFault += canary;
    for (const seated of waiting) {
      const decided = decidedIn(interval.ticks, seated.seat);
      if (!decided) continue;
      seated.result = {
        ...seated.result,
        ...ofDecision(decided, fault, sinceFault),
        canaryRequests: requests,
      };
    }
    waiting = waiting.filter(({ result }) => result.decision === 'none');
    if (calibrating && source.closed) engine.see({ now: to });
  }
  if (engine.isCalibrating) throw uncalibrated(policy);
  for (const seated of waiting) seated.result = { ...seated.result, canaryRequests: requests };
  const { from } = source;
  const to = from + source.intervals * policy.tick;
  return { seed, from, to, fault, rules: all.map(({ result }) => result) };
}

function undecided({ guardrails }: ModelPolicy, { rule, unjudged }: Seat): RuleResult {
  return {
    rule,
    decision: unjudged.length < guardrails.length ? 'none' : 'unjudged',
    time: null,
    tick: null,
    guardrail: null,
    reason: null,
    canaryRequests: 0,
    delay: null,
    falseRollback: false,
    unjudged,
  };
}

function decidedIn(ticks: readonly Tick[], seat: Seat): FirstDecision | undefined {
  for (const tick of ticks) {
    const decided = seat.see(tick);
    if (decided) return decided;
  }
  return undefined;
}

function ofDecision(
  { action, time, tick, guardrail, reason }: FirstDecision,
  fault: number | null,
  requests: number,
): Partial<RuleResult> {
  const told = { decision: action, time, tick, guardrail, reason };
  if (action !== 'rollback') return told;
  return fault === null || time <= fault
    ? { ...told, falseRollback: true }
    : { ...told, delay: { time: time - fault, requests } };
}
