import { LastgoodError } from '../errors.ts';
import { nothingSpent, spend, type Spending } from '../evidence/spending.ts';
import type { SustainedThresholdState } from '../rules/sustained-threshold.ts';
import { addSamples, isObserved, noSample, type Sample, typeOf } from '../ticks/samples/sample.ts';
import type { Pair, Tick } from '../ticks/tick.ts';
import { type Block, canaryShare, isComplete, mustClose, withSameEdges } from './block.ts';
import type { Check } from './checks.ts';
import type { Group, Member, Plan } from './plan.ts';
import { atRest, stepSustained, sustainedInWords } from './sustained.ts';

/** What is known of one check: the evidence that it has gathered, or how long its limit has been passed. */
export type CheckState =
  | {
      /** Of the check's statistic: plain JSON. */
      readonly statistic: unknown;
      readonly spending: Spending;
    }
  | { readonly sustained: SustainedThresholdState };

/** What is known about one guardrail in one attempt. */
export interface GuardrailState {
  readonly name: string;
  /** In the order of `checksOf`. */
  readonly checks: readonly CheckState[];
  /** Outcomes that are being merged; null if the last block has been judged and nothing came since. */
  readonly block: Block | null;
  /** Outcomes since the attempt began, for people to read. */
  readonly total: Pair<Sample>;
  /** ln e-value for the canary in the present step: that it is not clearly worse. Zero where there is no such test. */
  readonly soundness: number;
}

/** The evidence of one attempt, in the order of the policy's guardrails. */
export type TrialState = readonly GuardrailState[];

export function initialTrial({ members }: Plan): TrialState {
  return members.map(({ guardrail: { name, type }, checks }) => {
    const none = noSample(type);
    return {
      name,
      checks: checks.map(({ check }) => initialCheck(check)),
      block: null,
      total: { canary: none, baseline: none },
      soundness: 0,
    };
  });
}

function initialCheck(check: Check): CheckState {
  return check.kind === 'sustained'
    ? { sustained: atRest }
    : { statistic: check.statistic.initial(check.options), spending: nothingSpent };
}

/** How a block is judged. */
export interface Judging {
  /** How far one block can lift the evidence above rest. */
  readonly cap: number;
  /** Whether comparisons are void: then limits alone are judged. */
  readonly void: boolean;
  /** When the present step of the rollout began: outcomes from before show nothing for it. Epoch milliseconds. */
  readonly stepSince: number;
}

/** A sustained limit that has been passed for long enough. */
interface PassedLimit {
  readonly guardrail: string;
  readonly reason: string;
}

export interface TrialStep {
  readonly trial: TrialState;
  /** Whether a block of the present step with outcomes of the canary has been judged. */
  readonly judged: boolean;
  /** The first of them in the order of the policy. */
  readonly passed?: PassedLimit;
}

/**
 * Adds a tick's outcomes to the blocks, and a block's evidence to the trial once it is large enough. Sustained limits go by
 * the tick itself.
 *
 * @throws LastgoodError `state-foreign` if the state is of a policy with other guardrails, `sample-foreign` if a sample
 *   of the tick is of another type, `edges-differ` and `limit-beyond-edges` for histograms that cannot be judged
 */
export function stepTrial(
  plan: Plan,
  state: TrialState,
  tick: Tick,
  versions: Pair<string>,
  judging: Judging,
): TrialStep {
  if (state.length > plan.members.length) {
    throw foreign(`has other guardrails: ${state.map(({ name }) => name).join(', ')}`);
  }
  const trial = plan.members.map((member) => guardrailState(state, member));
  const share = canaryShare(tick, versions);
  const [canarySamples, baselineSamples] = [
    own(tick.versions, versions.canary),
    own(tick.versions, versions.baseline),
  ];
  let judged = false;
  let passed: PassedLimit | undefined;
  for (const group of plan.groups) {
    if (!isObservedIn(group, canarySamples) && !isObservedIn(group, baselineSamples)) continue;
    if (mustClose(group, trial, tick, share, judging.stepSince)) {
      judged = closeBlocks(group, trial, judging) || judged;
    }
    for (const member of group.members) {
      const before = trial[member.place];
      if (!before) continue;
      const canary = sampleIn(canarySamples, member, versions.canary);
      const baseline = sampleIn(baselineSamples, member, versions.baseline);
      if (!canary && !baseline) continue;
      const added = withOutcomes(before, member, { canary, baseline }, tick.from, share);
      const sustained = withSustained(added, member, tick, canary, versions.canary);
      trial[member.place] = sustained.state;
      passed ??= sustained.passed;
    }
    if (isComplete(group, trial)) judged = closeBlocks(group, trial, judging) || judged;
  }
  return passed ? { trial, judged, passed } : { trial, judged };
}

type Samples = Tick['versions'][string] | undefined;

function isObservedIn({ members }: Group, samples: Samples): boolean {
  return samples !== undefined && members.some(({ guardrail }) => own(samples, guardrail.name));
}

function sampleIn(samples: Samples, { guardrail }: Member, version: string): Sample | undefined {
  const sample = samples && own(samples, guardrail.name);
  if (sample === undefined || typeOf(sample) === guardrail.type) return sample;
  throw new LastgoodError(
    'sample-foreign',
    `${guardrail.name} of ${version} is the sample of a ${typeOf(sample)}, and the policy says ${guardrail.type}`,
  );
}

function withOutcomes(
  state: GuardrailState,
  { guardrail: { type } }: Member,
  {
    canary,
    baseline,
  }: { readonly canary: Sample | undefined; readonly baseline: Sample | undefined },
  from: number,
  share: number | null,
): GuardrailState {
  const none = noSample(type);
  const add = (to: Sample, sample: Sample | undefined): Sample =>
    sample ? addSamples(type, to, sample) : to;
  const { block, total } = state;
  return {
    ...state,
    block: {
      canary: block ? add(block.canary, canary) : (canary ?? none),
      baseline: block ? add(block.baseline, baseline) : (baseline ?? none),
      from: block ? block.from : from,
      share,
    },
    total: { canary: add(total.canary, canary), baseline: add(total.baseline, baseline) },
  };
}

function withSustained(
  state: GuardrailState,
  { guardrail, checks }: Member,
  tick: Tick,
  canary: Sample | undefined,
  version: string,
): { readonly state: GuardrailState; readonly passed?: PassedLimit } {
  if (guardrail.type === 'categories') return { state };
  let passed: PassedLimit | undefined;
  let changed: CheckState[] | undefined;
  for (let place = 0; place < checks.length; place += 1) {
    const check = checks[place]?.check;
    const before = state.checks[place];
    if (check?.kind !== 'sustained' || !before || !('sustained' in before)) continue;
    const step = stepSustained(guardrail, check, before.sustained, tick, canary);
    changed ??= [...state.checks];
    changed[place] = { sustained: step.state };
    if (!step.decision) continue;
    const reason = sustainedInWords(guardrail, version, check, step.decision);
    passed ??= { guardrail: guardrail.name, reason };
  }
  const next = changed ? { ...state, checks: changed } : state;
  return passed ? { state: next, passed } : { state: next };
}

/** Judges the open blocks of a group; whether one of them has outcomes of the canary in the present step. */
function closeBlocks({ members }: Group, trial: GuardrailState[], judging: Judging): boolean {
  let ofStep = false;
  for (const member of members) {
    const state = trial[member.place];
    if (!state) continue;
    const { block } = state;
    if (block && block.from >= judging.stepSince && isObserved(block.canary)) ofStep = true;
    trial[member.place] = withClosedBlock(state, member, judging);
  }
  return ofStep;
}

function withClosedBlock(
  state: GuardrailState,
  { guardrail, checks, tested }: Member,
  judging: Judging,
): GuardrailState {
  const none = noSample(guardrail.type);
  const { block, total } = state;
  const compared = withSameEdges(block ?? { canary: none, baseline: none }, total);
  if (!compared) return { ...state, block: null };
  let { soundness } = state;
  const judgedChecks: CheckState[] = [];
  for (let place = 0; place < checks.length; place += 1) {
    const check = checks[place]?.check;
    const before = state.checks[place];
    if (!check || !before) continue;
    if (
      check.kind === 'sustained' ||
      'sustained' in before ||
      (judging.void && check.kind === 'comparison')
    ) {
      judgedChecks.push(before);
      continue;
    }
    if (place === tested && block && block.from >= judging.stepSince) {
      soundness += check.statistic.soundness?.(check.options, before.statistic, compared) ?? 0;
    }
    const step = check.statistic.step(check.options, before.statistic, compared);
    const { spending } = before;
    judgedChecks.push({
      statistic: step.state,
      spending: step.increments ? spend(spending, step.increments, judging.cap) : spending,
    });
  }
  return { name: state.name, checks: judgedChecks, block: null, total, soundness };
}

/** People name versions and metrics: `constructor` must not find what every object inherits. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** @throws LastgoodError `state-foreign` if it has none of this guardrail */
export function guardrailState(state: TrialState, { guardrail, place }: Member): GuardrailState {
  const { name } = guardrail;
  const usual = state[place];
  const found = usual?.name === name ? usual : state.find((other) => other.name === name);
  if (found) return found;
  throw foreign(`has no guardrail "${name}"`);
}

function foreign(difference: string): LastgoodError {
  return new LastgoodError('state-foreign', `the state is of another policy: it ${difference}`);
}
