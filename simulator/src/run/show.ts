import { shares } from '@lastgood/controller';
import { answersOf, evidenceLines } from '@lastgood/triggers';

import type { Rollout } from './rollout.ts';
import type { Services } from './services.ts';
import type { RunSummary, RunView } from './view.ts';

function attemptOf({ state, prepared }: Rollout): number {
  if (state.phase === 'calibration') return 1;
  return state.phase === 'quarantined' ? prepared.policy.hysteresis.attempts : state.attempt;
}

/** What there is to see of a rollout now. */
export function viewOf(rollout: Rollout, services: Services): RunView {
  const { options, policy, scenario, traffic } = rollout.prepared;
  const { server } = rollout.target;
  const { state, time } = rollout;
  const attempt = attemptOf(rollout);
  return {
    scenario: { name: options.scenario, title: scenario.title },
    seed: options.seed,
    versions: rollout.versions,
    guardrails: policy.guardrails,
    virtual: false,
    closed: true,
    faults: [],
    asks: [],
    tick: state.ticks,
    ticks: Math.floor(traffic.to / policy.tick) - Math.floor(traffic.from / policy.tick) + 1,
    time,
    tickLength: policy.tick,
    points: rollout.points,
    lines: evidenceLines(policy, attempt),
    // Only for the ticks that are shown: the sentences take longer than the decision.
    get answers() {
      return answersOf(policy, rollout.versions, state, time);
    },
    phase: state.phase,
    held: state.phase === 'trial' && state.held.length > 0,
    attempt,
    attempts: policy.hysteresis.attempts,
    flag: {
      key: policy.flag,
      version: server.served.version,
      weights: shares(server.served.document, policy.flag) ?? {},
    },
    syncServer: {
      port: server.port,
      process: server.process,
      get up() {
        return server.ended === undefined;
      },
    },
    services: services.all.map(({ name, version, flagVersion }) => {
      const took = rollout.firstRollback?.receptions.find(({ service }) => service === name);
      return {
        name,
        version,
        flagVersion,
        ...(took?.after !== undefined && { decisionToServedMs: took.after }),
      };
    }),
    requests: rollout.totals.requests,
    events: rollout.events.all,
  };
}

/** What a rollout came to. */
export function summaryOf(rollout: Rollout, services: Services): RunSummary {
  const { options, policy } = rollout.prepared;
  const { firstRollback: first, target, totals, versions } = rollout;
  const decision = first?.decision;
  const evident = decision && 'evidence' in decision ? decision : undefined;
  const lastEvidence = rollout.points.at(-1)?.evidence ?? null;
  return {
    scenario: options.scenario,
    seed: options.seed,
    decision: first ? 'rollback' : 'none',
    from: versions.canary,
    to: versions.baseline,
    tick: decision?.tick ?? null,
    time: decision ? new Date(decision.time).toISOString() : null,
    evidence: evident?.evidence ?? (decision ? null : lastEvidence),
    threshold: evident?.threshold ?? evidenceLines(policy, attemptOf(rollout)).trip,
    guardrail: decision && 'guardrail' in decision ? decision.guardrail : null,
    reason: decision?.reason ?? null,
    canaryRequests: first?.canaryRequests ?? totals.requests.canary,
    excessBad: first?.excessBad ?? totals.excessBad(policy.guardrails[0]?.name ?? ''),
    services: services.all.map(({ name, version }) => {
      const took = first?.receptions.find(({ service }) => service === name);
      return { name, version, decisionToServedMs: took?.after ?? null };
    }),
    flag: target.server.served.document.flags[policy.flag],
    syncServer: {
      port: target.server.port,
      restarts: target.restarts,
      events: rollout.events.all
        .filter(({ kind }) => kind === 'sync-server')
        .map(({ tick, text }) => `tick ${tick}: ${text}`),
    },
  };
}
