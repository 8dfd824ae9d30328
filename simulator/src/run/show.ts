import { shares } from '@lastgood/controller';
import {
  answersOf,
  evidenceLines,
  LastgoodError,
  transition,
  type Command,
  type DecisionState,
} from '@lastgood/triggers';

import type { Ask } from './controls.ts';
import type { RealParts } from './real-parts.ts';
import type { Rollout } from './rollout.ts';
import type { RunSummary, RunView } from './view.ts';

function attemptOf({ state, prepared }: Rollout): number {
  if (state.phase === 'calibration') return 1;
  return state.phase === 'quarantined' ? prepared.policy.hysteresis.attempts : state.attempt;
}

/** What there is to see of a rollout now; without parts it is in virtual time. */
export function viewOf(
  rollout: Rollout,
  options: {
    readonly parts: RealParts | undefined;
    readonly faults: RunView['faults'];
    readonly canInject: boolean;
  },
): RunView {
  const { prepared, state, time } = rollout;
  const { policy, source, versions } = prepared;
  const { parts, faults, canInject } = options;
  const attempt = attemptOf(rollout);
  // What is seldom wanted is a function: an accessor would give each view a shape of its own, in memory that is only freed
  // when all is collected, and everything that the accessor can reach would stay until then.
  return {
    scenario: {
      name: prepared.name,
      title: prepared.title,
      ...(prepared.options.source.kind !== 'scenario' && { recording: true }),
    },
    seed: prepared.options.seed,
    versions,
    guardrails: policy.guardrails,
    virtual: parts === undefined,
    closed: source.closed,
    faults,
    asks: () => {
      const commands = commandsFor(rollout, state, time);
      return canInject ? [...commands, 'inject' as const] : commands;
    },
    tick: rollout.interval,
    ticks: source.intervals,
    time,
    tickLength: policy.tick,
    history: rollout.history,
    lines: evidenceLines(policy, attempt),
    answers: () => answersOf(policy, versions, state, time),
    phase: state.phase,
    held: (state.phase === 'trial' || state.phase === 'watch') && state.held.length > 0,
    attempt,
    attempts: policy.hysteresis.attempts,
    flag: flagOf(rollout, parts),
    ...(parts && { syncServer: syncServerOf(parts) }),
    services: servicesOf(parts),
    requests: rollout.requests,
    events: rollout.events.all,
  };
}

/** What a person can want now: whatever the engine does not refuse. */
function commandsFor({ prepared }: Rollout, state: DecisionState, time: number): readonly Ask[] {
  const actions = ['rollback', 'hold', 'release', 'promote'] as const;
  return actions.filter((action) => {
    const command: Command = { action, time };
    try {
      transition(prepared.policy, prepared.versions, state, command);
      return true;
    } catch (error) {
      if (error instanceof LastgoodError && error.code === 'command-refused') return false;
      throw error;
    }
  });
}

function flagOf(rollout: Rollout, parts: RealParts | undefined): RunView['flag'] {
  const { prepared, isCalibrating } = rollout;
  const weight = isCalibrating ? 0 : rollout.weight;
  const { flag: key } = prepared.policy;
  const { canary, baseline } = prepared.versions;
  const decided = {
    ...(weight < 1 && { [baseline]: percent(1 - weight) }),
    ...(weight > 0 && { [canary]: percent(weight) }),
  };
  if (!parts) return { key, weights: decided };
  const { version, document } = parts.target.server.served;
  // Where people are sent to a version by name, the rule has no shares; those of the draw are as decided.
  return { key, version, weights: shares(document, key) ?? decided };
}

/** Without what the difference to 1 adds in the last digits. */
function percent(share: number): number {
  return Number((100 * share).toPrecision(12));
}

function syncServerOf({ target }: RealParts): NonNullable<RunView['syncServer']> {
  const { server } = target;
  return {
    port: server.port,
    process: server.process,
    get up() {
      return server.ended === undefined;
    },
  };
}

function servicesOf(parts: RealParts | undefined): RunView['services'] {
  return (parts?.services ?? []).map(({ name, version, flagVersion }) => {
    const took = parts?.receptions.find(({ service }) => service === name);
    const known = took?.after !== undefined && { decisionToServedMs: took.after };
    return { name, version, flagVersion, ...known };
  });
}

/** What a rollout came to; without parts it ended in virtual time. */
export function summaryOf(rollout: Rollout, parts: RealParts | undefined): RunSummary {
  const { prepared, firstRollback: first, promotion, state, events } = rollout;
  const { options, policy, versions } = prepared;
  const decision = first?.decision;
  const evident = decision && 'evidence' in decision ? decision : undefined;
  const lastEvidence = rollout.history.evidence.at(-1) ?? NaN;
  return {
    scenario: options.source.kind === 'scenario' ? options.source.scenario : null,
    recording: options.source.kind === 'scenario' ? null : options.source.file,
    seed: options.seed,
    virtual: parts === undefined,
    decision: first ? 'rollback' : 'none',
    from: versions.canary,
    to: versions.baseline,
    tick: decision?.tick ?? null,
    time: decision ? new Date(decision.time).toISOString() : null,
    evidence: evident?.evidence ?? (decision || Number.isNaN(lastEvidence) ? null : lastEvidence),
    threshold: evident?.threshold ?? evidenceLines(policy, attemptOf(rollout)).trip,
    guardrail: decision && 'guardrail' in decision ? decision.guardrail : null,
    reason: decision?.reason ?? null,
    promotion: promotion
      ? { tick: promotion.tick, time: new Date(promotion.time).toISOString() }
      : null,
    canaryRequests: first?.canaryRequests ?? rollout.requests.canary,
    excessBad: first?.excessBad ?? rollout.excessBad,
    answers: answersOf(policy, versions, state, rollout.time),
    services: servicesOf(parts).map(({ name, version, decisionToServedMs }) => ({
      name,
      version,
      decisionToServedMs: decisionToServedMs ?? null,
    })),
    flag: parts?.target.server.served.document.flags[policy.flag] ?? null,
    syncServer: parts
      ? {
          port: parts.target.server.port,
          restarts: parts.target.restarts,
          events: events.all
            .filter(({ kind }) => kind === 'sync-server')
            .map(({ tick, text }) => `tick ${tick}: ${text}`),
        }
      : null,
  };
}
