import {
  guardrailEvidence,
  initialDecision,
  isRollback,
  isServing,
  LastgoodError,
  transition,
  weightOf,
  type Command,
  type Decision,
  type DecisionState,
  type Input,
  type Pair,
  type Rollback,
  type TrialEvidence,
} from '@lastgood/triggers';

import { seeInterval } from '../rollouts/see-interval.ts';
import type { Interval } from '../traffic/source.ts';
import { EventLog } from './events.ts';
import { RunHistory } from './history.ts';
import type { PreparedRun } from './prepare.ts';
import { samplesOf } from './samples.ts';

/** The first rollback of a run, with what it came to. */
export interface FirstRollback {
  readonly decision: Rollback;
  /** Requests of the canary until then, and how many of them came out worse than they would have with the baseline. */
  readonly canaryRequests: number;
  readonly excessBad: number;
}

/**
 * The rollout of one canary, wherever its ticks come from: the engine's state, and everything that happened so far.
 * Intervals are numbered, 1 for the first.
 */
export class Rollout {
  readonly prepared: PreparedRun;
  readonly events: EventLog;
  readonly history: RunHistory;
  #state: DecisionState;
  #evidence: TrialEvidence | undefined;
  #first: FirstRollback | undefined;
  #promotion: Decision | undefined;
  #requests: Pair<number> = { canary: 0, baseline: 0 };
  #excessBad = 0;

  constructor(prepared: PreparedRun) {
    this.prepared = prepared;
    this.events = new EventLog(prepared.source.from);
    this.history = new RunHistory(prepared.policy.guardrails);
    this.#state = initialDecision(prepared.policy);
  }

  get state(): DecisionState {
    return this.#state;
  }

  /** The canary's share of the requests from now on, from 0 to 1. */
  get weight(): number {
    return weightOf(this.prepared.policy, this.#state);
  }

  /** Whether the canary's group is served the baseline, too. */
  get isCalibrating(): boolean {
    return this.#state.phase === 'calibration';
  }

  /** How many intervals are over. */
  get interval(): number {
    return this.history.length;
  }

  /** Simulated time: the end of the last interval. */
  get time(): number {
    return this.endOf(this.interval);
  }

  get firstRollback(): FirstRollback | undefined {
    return this.#first;
  }

  /** The first one. */
  get promotion(): Decision | undefined {
    return this.#promotion;
  }

  get requests(): Pair<number> {
    return this.#requests;
  }

  /** How many of the canary's requests came out worse than they would have with the baseline. */
  get excessBad(): number {
    return this.#excessBad;
  }

  /** Epoch milliseconds. */
  endOf(interval: number): number {
    const { source, policy } = this.prepared;
    return source.from + interval * policy.tick;
  }

  /** The interval at whose end a time lies, or in which it does. */
  intervalOf(time: number): number {
    const { source, policy } = this.prepared;
    return Math.ceil((time - source.from) / policy.tick);
  }

  /** What the next interval brought. Returns what was decided. */
  see({ requests, ticks, excessBad }: Interval): readonly Decision[] {
    const { policy, source, versions } = this.prepared;
    const { isCalibrating, weight } = this;
    const number = this.interval + 1;
    const time = this.endOf(number);
    // That of a rollback is still shown at its tick.
    if (!isServing(this.#state)) this.#evidence = undefined;
    this.history.begin(isCalibrating ? 0 : weight);
    this.events.moveTo(number, time);
    const { canary, baseline } = this.#requests;
    const ofBoth = isCalibrating && source.closed ? requests.canary : 0;
    this.#requests = { canary, baseline: baseline + requests.baseline + ofBoth };
    const decisions: Decision[] = [];
    const onlooker = {
      policy,
      source,
      state: () => this.#state,
      see: (input: Input): void => {
        if ('versions' in input) {
          this.history.see(this.intervalOf(input.to) - 1, samplesOf(policy, versions, input));
        }
        decisions.push(...this.#step(input));
      },
      served: (): void => {
        this.#requests = { ...this.#requests, canary: canary + requests.canary };
        this.#excessBad += excessBad;
      },
    };
    seeInterval(onlooker, ticks, time);
    this.history.end(this.#evidence?.evidence, guardrailEvidence(policy, this.#state));
    return decisions;
  }

  /** Does what a person wants, if it means anything now; else an event says why not. */
  command(action: Command['action']): readonly Decision[] {
    try {
      return this.#step({ action, time: this.time, by: 'you' });
    } catch (error) {
      if (!(error instanceof LastgoodError) || error.code !== 'command-refused') throw error;
      this.events.add('refused', error.message);
      return [];
    }
  }

  #step(input: Input): Decision[] {
    const { policy, versions } = this.prepared;
    const { state, decisions, evidence } = transition(policy, versions, this.#state, input);
    this.#state = state;
    // A clock and a command leave it as it is.
    this.#evidence = evidence ?? this.#evidence;
    for (const decision of decisions) {
      this.events.add(decision.action, decision.reason, {
        ...('guardrail' in decision && { guardrail: decision.guardrail }),
        ...(decision.cause === 'person' && { byHand: true }),
      });
      if (decision.action === 'promote') this.#promotion ??= decision;
      if (!isRollback(decision)) continue;
      const { canary: canaryRequests } = this.#requests;
      this.#first ??= { decision, canaryRequests, excessBad: this.#excessBad };
    }
    return [...decisions];
  }
}
