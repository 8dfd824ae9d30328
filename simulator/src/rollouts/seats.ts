import {
  initialDecision,
  isRollback,
  transition,
  type Clock,
  type ModelPolicy,
  type Pair,
  type Tick,
} from '@lastgood/triggers';

import { PeerJudge, type UnjudgedGuardrail } from '../replay/peer-judge.ts';

/** The first rollback or, of a peer's rule, its pause until a person decides. It is final. */
export interface FirstDecision {
  readonly action: 'rollback' | 'hold';
  /** Epoch milliseconds. */
  readonly time: number;
  readonly tick: number;
  /** Null where it is about none, such as silence. */
  readonly guardrail: string | null;
  readonly reason: string;
}

/** Somebody who looks at one tick after the other until they have decided. */
export interface Seat {
  readonly rule: string;
  /** The guardrails that it has nothing to say about. */
  readonly unjudged: readonly UnjudgedGuardrail[];
  see(tick: Tick): FirstDecision | undefined;
}

/** The engine looks at the clock as well, and alone calibrates. */
export interface EngineSeat extends Seat {
  readonly isCalibrating: boolean;
  see(input: Tick | Clock): FirstDecision | undefined;
}

export function engineSeat(policy: ModelPolicy, versions: Pair<string>): EngineSeat {
  let state = initialDecision(policy);
  return {
    rule: 'lastgood',
    unjudged: [],
    get isCalibrating() {
      return state.phase === 'calibration';
    },
    see(input) {
      const next = transition(policy, versions, state, input);
      state = next.state;
      const rollback = next.decisions.find(isRollback);
      if (!rollback) return undefined;
      const { action, time, tick, reason } = rollback;
      const guardrail = 'guardrail' in rollback ? rollback.guardrail : null;
      return { action, time, tick, guardrail, reason };
    },
  };
}

export function peerSeat(name: string, policy: ModelPolicy, versions: Pair<string>): Seat {
  const judge = new PeerJudge(name, policy, versions);
  return {
    rule: name,
    unjudged: judge.verdict().unjudged,
    see(input) {
      // The peers do not calibrate.
      if (input.calibration) return undefined;
      judge.see(input);
      const { decision: action, time, tick, guardrail, reason } = judge.verdict();
      if (action !== 'rollback' && action !== 'hold') return undefined;
      if (time === null || tick === null || reason === null) return undefined;
      return { action, time: Date.parse(time), tick, guardrail, reason };
    },
  };
}
