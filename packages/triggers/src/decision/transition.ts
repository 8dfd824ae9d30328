import type { ModelPolicy } from '../policy/model.ts';
import type { Pair, Tick } from '../ticks/tick.ts';
import { comparisonInWords } from './reason.ts';
import { attemptRisk, cooldown, tripEvidence } from './risk.ts';
import type { Decision, DecisionState, EvidenceDecision, Lines, RetryDecision } from './state.ts';
import { initialTrial, stepTrial, trialEvidence, type TrialEvidence } from './trial.ts';

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
  const { attempt, ticks } = state;
  const trial = stepTrial(policy, attempt, state.trial, tick, versions);
  const evidence = trialEvidence(trial);
  const lines = evidenceLines(policy, attempt);

  const decide = (action: EvidenceDecision['action'], comparison: string): EvidenceDecision => ({
    action,
    time: tick.to,
    tick: ticks,
    attempt,
    guardrail: evidence.guardrail,
    evidence: evidence.evidence,
    threshold: lines.trip,
    reason: reasonOf(policy, trial, evidence.guardrail, versions, comparison),
  });
  const value = evidence.evidence.toFixed(2);

  if (evidence.evidence >= lines.trip) {
    const risk = `${+(100 * attemptRisk(policy, attempt)).toPrecision(3)} %`;
    return {
      state: afterRollback(policy, state, tick),
      decisions: [
        decide(
          'rollback',
          `evidence ${value} >= ${lines.trip.toFixed(2)} (trip, at a risk of ${risk})`,
        ),
      ],
      evidence,
    };
  }
  const next = { ...state, trial };
  if (!state.held && evidence.evidence >= lines.hold) {
    const decision = decide('hold', `evidence ${value} >= ${lines.hold.toFixed(2)} (hold)`);
    return { state: { ...next, held: true }, decisions: [decision], evidence };
  }
  if (state.held && evidence.evidence < lines.release) {
    const decision = decide('release', `evidence ${value} < ${lines.release.toFixed(2)} (release)`);
    return { state: { ...next, held: false }, decisions: [decision], evidence };
  }
  return { state: next, decisions: [], evidence };
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

function reasonOf(
  policy: ModelPolicy,
  trial: InPhase<'trial'>['trial'],
  name: string,
  versions: Pair<string>,
  comparison: string,
): string {
  const guardrail = policy.guardrails.find((candidate) => candidate.name === name);
  const total = trial[name]?.total;
  return guardrail && total
    ? comparisonInWords(guardrail, total, versions, comparison)
    : comparison;
}
