import type { Answer, Decision, DecisionState, Guardrail, Lines, Pair } from '@lastgood/triggers';

import type { Ask } from './controls.ts';
import type { RunHistory } from './history.ts';

/** Something that happened, in words. */
export interface RunEvent {
  readonly tick: number;
  readonly time: number;
  readonly kind:
    | Decision['action']
    | 'flag'
    | 'services'
    | 'sync-server'
    | 'fault'
    | 'parts'
    | 'refused'
    | 'traffic';
  readonly text: string;
  /** The guardrail that decided it. */
  readonly guardrail?: string;
  /** A person did it. */
  readonly byHand?: true;
}

/** One service of the run: a client and a provider of its own. */
export interface ServiceView {
  readonly name: string;
  /** The version that it gave its last request. */
  readonly version: string;
  /** The flag set version that its provider reports. */
  readonly flagVersion: number;
  /** How long after the last rollback it served the baseline again, in milliseconds. */
  readonly decisionToServedMs?: number;
}

/** Everything that the screen shows, after one tick. */
export interface RunView {
  readonly scenario: {
    /** Or of a recording its file. */
    readonly name: string;
    readonly title: string;
    readonly recording?: true;
  };
  readonly seed: number;
  readonly versions: Pair<string>;
  /** All of the policy. */
  readonly guardrails: readonly Guardrail[];
  /** In pure virtual time: there are neither services nor a sync server, and nobody has a flag set. */
  readonly virtual: boolean;
  /** Whether the split follows what is decided; a recording of one split goes on as it was. */
  readonly closed: boolean;
  /** When the canary began to be worse than tolerated, by itself or by hand: the last tick before. */
  readonly faults: readonly { readonly tick: number }[];
  /** What can be asked for now. */
  readonly asks: () => readonly Ask[];
  /** Ticks done, and how many there are if the run goes to its end. */
  readonly tick: number;
  readonly ticks: number;
  /** Simulated time, epoch milliseconds, and the length of a tick in milliseconds. */
  readonly time: number;
  readonly tickLength: number;
  /** What charts show of the ticks done; it goes on with the run, unlike all else here. */
  readonly history: RunHistory;
  readonly lines: Lines;
  /** What each guardrail says of the canary now, in the policy's order; none while it is out of service. */
  readonly answers: () => readonly Answer[];
  readonly phase: DecisionState['phase'];
  readonly held: boolean;
  readonly attempt: number;
  readonly attempts: number;
  readonly flag: {
    readonly key: string;
    /** The flag set's; absent in virtual time. */
    readonly version?: number;
    readonly weights: Readonly<Record<string, number>>;
  };
  /** Absent in virtual time. */
  readonly syncServer?: {
    readonly port: number;
    readonly process: number;
    /** At the moment when it is asked for: a server may end between two ticks. */
    readonly up: boolean;
  };
  /** None in virtual time. */
  readonly services: readonly ServiceView[];
  /** Requests served so far. */
  readonly requests: Pair<number>;
  readonly events: readonly RunEvent[];
  /** Only in the last view. */
  readonly summary?: RunSummary;
}

/** What a run came to: the object that `simulate --json` prints. */
export interface RunSummary {
  /** One of these is null. */
  readonly scenario: string | null;
  readonly recording: string | null;
  readonly seed: number;
  /** Whether it ended in virtual time, without services and a sync server. */
  readonly virtual: boolean;
  readonly decision: 'rollback' | 'none';
  readonly from: string;
  readonly to: string;
  /** Of the first rollback; null without one. Without one, the evidence is that of the last tick. */
  readonly tick: number | null;
  readonly time: string | null;
  readonly evidence: number | null;
  readonly threshold: number;
  readonly guardrail: string | null;
  readonly reason: string | null;
  /** The first promotion. */
  readonly promotion: { readonly tick: number; readonly time: string } | null;
  /** Requests that the canary served until the first rollback, or altogether. */
  readonly canaryRequests: number;
  /** How many of them came out worse than they would have with the baseline: expected where the traffic is drawn. */
  readonly excessBad: number;
  /** What each guardrail says at the end; nothing of a canary that is out of service. */
  readonly answers: readonly Answer[];
  readonly services: readonly {
    readonly name: string;
    readonly version: string;
    readonly decisionToServedMs: number | null;
  }[];
  /** The flag as it is served at the end; null in virtual time. */
  readonly flag: unknown;
  readonly syncServer: {
    readonly port: number;
    readonly restarts: number;
    readonly events: readonly string[];
  } | null;
}
