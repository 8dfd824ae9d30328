import { answersOf } from '../../../src/decision/answers.ts';
import type { Transition } from '../../../src/decision/context.ts';
import type { Decision } from '../../../src/decision/decisions.ts';
import { type Input, isCommand, isTick, timeOf } from '../../../src/decision/input.ts';
import { evidenceLines } from '../../../src/decision/lines.ts';
import { planOf } from '../../../src/decision/plan.ts';
import { attemptRisk } from '../../../src/decision/risk.ts';
import type { DecisionState } from '../../../src/decision/state.ts';
import { transition } from '../../../src/decision/transition.ts';
import { weightOf } from '../../../src/decision/weight.ts';
import type { Guardrail, ModelPolicy } from '../../../src/policy/model.ts';
import { brokenNumbers, brokenSentence } from '../../support/numbers.ts';
import { ownEvidences } from '../../support/spending.ts';
import { versions } from '../../support/ticks.ts';

/** One input, and what came of it. */
export interface Step {
  readonly before: DecisionState;
  readonly input: Input;
  readonly result: Transition;
}

/** What is wrong with a step by itself: nothing may be. */
export function faultsOf(policy: ModelPolicy, step: Step): string[] {
  const { state, decisions, evidence } = step.result;
  const weight = weightOf(policy, state);
  const last = decisions.at(-1);
  return [
    ...brokenNumbers(state, 'state'),
    ...brokenNumbers(decisions, 'decisions'),
    ...evidenceFaults(policy, state, evidence?.evidence ?? 0),
    ...sentenceFaults(policy, step),
    ...missedRollback(policy, step),
    ...(weight >= 0 && weight <= 1 ? [] : [`the weight is ${weight}`]),
    ...(last && last.weight !== weight ? [`${last.action} with weight ${last.weight}`] : []),
    ...decisions.flatMap((decision) => decisionFaults(policy, step, decision)),
  ];
}

/** Evidence is at its lowest, negative infinity, before the first outcome, and never at its highest. */
function evidenceFaults(policy: ModelPolicy, state: DecisionState, evidence: number): string[] {
  return [evidence, ...ownEvidences(policy, state)]
    .filter((value) => !(value < Infinity))
    .map((value) => `evidence of ${value}`);
}

/** Evidence at the line rolls back in the same step. */
function missedRollback(policy: ModelPolicy, { before, result }: Step): string[] {
  const { evidence = -Infinity } = result.evidence ?? {};
  const { trip } = evidenceLines(policy, 'attempt' in before ? before.attempt : 1);
  const tripped = result.decisions.some(
    ({ action, cause }) => action === 'rollback' && cause === 'evidence',
  );
  return evidence >= trip === tripped ? [] : [`evidence ${evidence} of ${trip}, and ${tripped}`];
}

function sentenceFaults(policy: ModelPolicy, { input, result }: Step): string[] {
  const { state, decisions } = result;
  const answers = answersOf(policy, versions, state, timeOf(input));
  return [...decisions, ...answers].flatMap(({ reason }) => brokenSentence(reason));
}

function decisionFaults(policy: ModelPolicy, step: Step, decision: Decision): string[] {
  switch (decision.action) {
    case 'rollback':
      return decision.weight === 0 && hasCause(policy, step, decision)
        ? []
        : [`a rollback without cause: ${JSON.stringify(decision)}`];
    case 'promote':
      return decision.cause === 'person' ? [] : promotionFaults(policy, step);
    case 'hold':
    case 'release':
    case 'advance':
    case 'start':
    case 'retry':
      return [];
  }
}

function hasCause(policy: ModelPolicy, { input }: Step, decision: Decision): boolean {
  switch (decision.cause) {
    case 'evidence': {
      const { attempt, evidence, threshold } = decision;
      const risk = attemptRisk(policy, attempt) / (policy.calibrate > 0 ? 2 : 1);
      return evidence >= threshold && Math.abs(threshold + Math.log(risk)) < 1e-9;
    }
    case 'limit': {
      const { guardrail: name } = decision;
      const guardrail = policy.guardrails.find((guardrail) => guardrail.name === name);
      return guardrail !== undefined && isSustained(guardrail);
    }
    case 'silence':
      return policy.silence.then === 'rollback' && !isCommand(input);
    case 'person':
      return isCommand(input) && input.action === 'rollback';
    default:
      return false;
  }
}

function isSustained(guardrail: Guardrail): boolean {
  if ('limits' in guardrail) return guardrail.limits.some(({ sustained }) => sustained);
  return 'limit' in guardrail && guardrail.limit.sustained !== undefined;
}

/** A promotion forgets what was shown for it: the same tick under a policy that dwells for ever still has it. */
function promotionFaults(policy: ModelPolicy, { before, input }: Step): string[] {
  if (!isTick(input)) return ['a promotion without a tick'];
  const patient = { ...policy, rollout: { ...policy.rollout, dwell: Number.MAX_SAFE_INTEGER } };
  const { state } = transition(patient, versions, before, input);
  if (state.phase !== 'trial') return [`a promotion out of ${state.phase}`];
  const line = -Math.log(policy.risk.badPromotion);
  return planOf(policy).members.flatMap(({ guardrail, tested, place }) => {
    const soundness = state.trial[place]?.soundness ?? 0;
    if (tested === undefined || soundness >= line) return [];
    return [`a promotion with ${guardrail.name} at ${soundness} < ${line}`];
  });
}
