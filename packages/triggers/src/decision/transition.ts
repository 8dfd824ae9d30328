import type { ModelPolicy } from '../policy/model.ts';
import type { Pair, Tick } from '../ticks/tick.ts';
import { trialInWords } from './reason.ts';
import { attemptRisk, cooldown, tripEvidence } from './risk.ts';
import type {
  Decision,
  DecisionState,
  EvidenceDecision,
  LimitDecision,
  Lines,
  RetryDecision,
} from './state.ts';
import { trialEvidence, type TrialEvidence } from './trial-evidence.ts';
import { initialTrial, stepTrial } from './trial.ts';

export interface Transition {
  readonly state: DecisionState;
  readonly decisions: readonly Decision[];
  /** What the trial's evidence came to with this tick; absent while the version is out of service. */
  readonly evidence?: TrialEvidence;
}

/** The state before the first tick of a version. */
export function initialDecision(policy: ModelPolicy): DecisionState {
  return { ticks: 0, phase: 'trial', attempt: 1, held: false, trial: initialTrial(policy) };
}

/** The lines for the evidence of an attempt. */
export function evidenceLines(policy: ModelPolicy, attempt: number): Lines {
  const trip = tripEvidence(policy, attempt);
  return { trip, hold: policy.hysteresis.hold * trip, release: policy.hysteresis.release * trip };
}

/**
 * One tick further: the only place where a rollback is decided.
 *
 * @param versions the names of canary and baseline in the tick
 */
export function transition(
  policy: ModelPolicy,
  versions: Pair<string>,
  state: DecisionState,
  tick: Tick,
): Transition {
  const ticks = state.ticks + 1;
  switch (state.phase) {
    case 'trial':
      return duringTrial(policy, versions, { ...state, ticks }, tick);
    case 'cooldown':
      return duringCooldown(policy, versions, { ...state, ticks }, tick);
    case 'quarantined':
      return { state: { ...state, ticks }, decisions: [] };
  }
}

type InPhase<Phase extends DecisionState['phase']> = Extract<DecisionState, { phase: Phase }>;

function duringTrial(
  policy: ModelPolicy,
  versions: Pair<string>,
  state: InPhase<'trial'>,
  tick: Tick,
): Transition {
  const { phase, attempt, held, ticks } = state;
  const { minBadTicks } = policy.hysteresis;
  const lines = evidenceLines(policy, attempt);
  const cap = minBadTicks === 1 ? Infinity : lines.trip / minBadTicks;
  const { trial, passed } = stepTrial(policy, state.trial, tick, versions, cap);
  const trialSays = trialEvidence(policy, trial);
  const { evidence, guardrail } = trialSays;

  const decided = { time: tick.to, tick: ticks, attempt };
  const action = actionFor(evidence, lines, held);
  if (passed && action !== 'rollback') {
    const decision: LimitDecision = { action: 'rollback', ...decided, ...passed };
    const next = afterRollback(policy, state, tick);
    return { state: next, decisions: [decision], evidence: trialSays };
  }
  if (!action) {
    return { state: { ticks, phase, attempt, held, trial }, decisions: [], evidence: trialSays };
  }
  const comparison = lineCrossed(action, evidence, lines, attemptRisk(policy, attempt));
  const decision: EvidenceDecision = {
    action,
    ...decided,
    guardrail,
    evidence,
    threshold: lines.trip,
    reason: trialInWords(policy, trial, guardrail, versions, comparison),
  };
  const next: DecisionState =
    action === 'rollback'
      ? afterRollback(policy, state, tick)
      : { ticks, phase, attempt, held: action === 'hold', trial };
  return { state: next, decisions: [decision], evidence: trialSays };
}

function actionFor(
  evidence: number,
  lines: Lines,
  held: boolean,
): EvidenceDecision['action'] | undefined {
  if (evidence >= lines.trip) return 'rollback';
  if (!held && evidence >= lines.hold) return 'hold';
  if (held && evidence < lines.release) return 'release';
  return undefined;
}

function lineCrossed(
  action: EvidenceDecision['action'],
  evidence: number,
  lines: Lines,
  risk: number,
): string {
  const value = evidence.toFixed(2);
  switch (action) {
    case 'rollback':
      return `evidence ${value} >= ${lines.trip.toFixed(2)} (trip, at a risk of ${+(100 * risk).toPrecision(3)} %)`;
    case 'hold':
      return `evidence ${value} >= ${lines.hold.toFixed(2)} (hold)`;
    case 'release':
      return `evidence ${value} < ${lines.release.toFixed(2)} (release)`;
  }
}

function afterRollback(policy: ModelPolicy, state: InPhase<'trial'>, tick: Tick): DecisionState {
  const { attempt, ticks } = state;
  return attempt < policy.hysteresis.attempts
    ? { ticks, phase: 'cooldown', attempt, until: tick.to + cooldown(policy, attempt) }
    : { ticks, phase: 'quarantined' };
}

function duringCooldown(
  policy: ModelPolicy,
  versions: Pair<string>,
  state: InPhase<'cooldown'>,
  tick: Tick,
): Transition {
  if (tick.to < state.until) return { state, decisions: [] };
  const attempt = state.attempt + 1;
  const trial = initialTrial(policy);
  const retry: RetryDecision = {
    action: 'retry',
    time: tick.to,
    tick: state.ticks,
    attempt,
    reason: `the cooldown is over: attempt ${attempt} of ${policy.hysteresis.attempts} with ${versions.canary}`,
  };
  return {
    state: { ticks: state.ticks, phase: 'trial', attempt, held: false, trial },
    decisions: [retry],
  };
}
