import type { RecordedOutcome } from '@lastgood/openfeature';
import {
  guardrailEvidence,
  initialDecision,
  isRollback,
  OutcomeTicks,
  transition,
  weightOf,
  type Decision,
  type DecisionState,
  type Pair,
  type Rollback,
} from '@lastgood/triggers';

import type { EventLog } from './events.ts';
import type { FlagTarget } from './flag-target.ts';
import { samplesOf } from './point.ts';
import type { PreparedRun } from './prepare.ts';
import type { Reception, Services } from './services.ts';
import type { RequestTick } from './ticks.ts';
import { Totals } from './totals.ts';
import type { RunPoint } from './view.ts';

/** The first rollback of a run, with what it came to. */
export interface FirstRollback {
  readonly decision: Rollback;
  /** Requests of the canary until then, and how many of them went wrong beyond what the baseline would have done. */
  readonly canaryRequests: number;
  readonly excessBad: number;
  /** How each service took it. */
  readonly receptions: readonly Reception[];
}

/** The rollout of one canary: serves requests, sums what they came to, decides at each tick, switches the flag. */
export class Rollout {
  readonly prepared: PreparedRun;
  readonly versions: Pair<string>;
  readonly target: FlagTarget;
  readonly events: EventLog;
  readonly totals: Totals;
  readonly points: RunPoint[] = [];
  readonly #outcomes: OutcomeTicks;
  #state: DecisionState;
  #first: FirstRollback | undefined;
  /** When the request that is being served came: its outcomes are recorded at that time. */
  #now: number;

  constructor(prepared: PreparedRun, versions: Pair<string>, target: FlagTarget, events: EventLog) {
    const { policy, traffic } = prepared;
    this.prepared = prepared;
    this.versions = versions;
    this.target = target;
    this.events = events;
    this.totals = new Totals(versions, policy.guardrails);
    this.#outcomes = new OutcomeTicks({
      tick: policy.tick,
      // A simulated request has its outcomes at once, labels as well.
      lateness: 0,
      guardrails: policy.guardrails.map((guardrail) => ({ ...guardrail, lateness: 0 })),
      versions: [versions.baseline, versions.canary],
    });
    this.#state = initialDecision(policy);
    this.#now = traffic.from;
  }

  get state(): DecisionState {
    return this.#state;
  }

  /** Simulated time: the end of the last tick. */
  get time(): number {
    return this.#now;
  }

  get firstRollback(): FirstRollback | undefined {
    return this.#first;
  }

  /** Takes an outcome of the request that is being served into the comparison, if it was assigned at random. */
  record({ version, randomised, outcomes }: RecordedOutcome): void {
    if (randomised) this.#outcomes.add({ time: this.#now, version, values: outcomes });
  }

  /** Serves the requests of a tick, decides, and waits until every service has the flags that are served now. */
  async play({ from, to, requests }: RequestTick, services: Services): Promise<void> {
    for (const request of requests) {
      this.#now = request.time;
      this.totals.count(request, await services.serve(request));
    }
    this.#now = to;
    const weight = weightOf(this.prepared.policy, this.#state);
    this.#outcomes.advance(to);
    const [tick = { from, to, versions: {} }] = this.#outcomes.take();
    this.events.moveTo(this.#state.ticks + 1, to);

    const { policy } = this.prepared;
    const { state, decisions, evidence } = transition(policy, this.versions, this.#state, tick);
    const decided = performance.now();
    this.#state = state;
    const known = evidence && Number.isFinite(evidence.evidence);
    this.points.push({
      tick: state.ticks,
      time: to,
      weight,
      samples: samplesOf(policy, this.versions, tick),
      ...(known && { evidence: evidence.evidence }),
      own: guardrailEvidence(policy, state),
    });
    for (const decision of decisions) await this.#act(decision);
    await this.target.keepUp();
    const receptions = await services.whenReported(this.target.server.served.version, decided);
    for (const decision of decisions) this.#remember(decision, receptions);
    this.#tellOf(receptions);
  }

  async #act(decision: Decision): Promise<void> {
    const guardrail = 'guardrail' in decision ? decision.guardrail : undefined;
    this.events.add(decision.action, decision.reason, guardrail);
    const { flag } = this.prepared.policy;
    if (decision.action === 'rollback') await this.target.rollBack(flag, this.versions);
    if (decision.action === 'retry') await this.target.retry();
  }

  #remember(decision: Decision, receptions: readonly Reception[]): void {
    if (!isRollback(decision)) return;
    const times = receptions.map(({ service, version, after }) =>
      after === undefined
        ? `${service} still ${version}`
        : `${service} ${version} after ${after.toFixed(1)} ms`,
    );
    this.events.add('services', times.join(', '));
    this.#first ??= {
      decision,
      canaryRequests: this.totals.requests.canary,
      excessBad: this.totals.excessBad(
        'guardrail' in decision
          ? decision.guardrail
          : (this.prepared.policy.guardrails[0]?.name ?? ''),
      ),
      receptions,
    };
  }

  #tellOf(receptions: readonly Reception[]): void {
    for (const { service, after, flagVersion } of receptions) {
      if (after !== undefined) continue;
      const { version } = this.target.server.served;
      this.events.add(
        'fault',
        `${service} has not reported flag version ${version}: it has ${flagVersion}`,
      );
    }
  }
}
