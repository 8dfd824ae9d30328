import { LastgoodError } from '../errors.ts';
import { isOf, type Sample, typeOf } from '../ticks/samples/sample.ts';
import { own, type Pair, type Tick } from '../ticks/tick.ts';
import { canaryShare, isComplete, mustClose } from './block.ts';
import { type Judging, withClosedBlock } from './closed-block.ts';
import {
  foreign,
  type GuardrailState,
  guardrailState,
  type TrialState,
} from './guardrail-state.ts';
import { riseOf, withOutcomes } from './outcomes.ts';
import { packed, requireLikePast, unpacked } from './packed.ts';
import { type PassedLimit, withSustained } from './passed-limit.ts';
import type { Group, Member, Plan } from './plan.ts';

export interface TrialStep {
  readonly trial: TrialState;
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
  let passed: PassedLimit | undefined;
  for (const group of plan.groups) {
    if (!isObservedIn(group, canarySamples) && !isObservedIn(group, baselineSamples)) continue;
    if (mustClose(group, trial, tick, share, judging.stepSince)) {
      closeBlocks(group, trial, judging);
    }
    for (const member of group.members) {
      const before = trial[member.place];
      if (!before) continue;
      const canary = sampleIn(canarySamples, member, versions.canary);
      const baseline = sampleIn(baselineSamples, member, versions.baseline);
      if (!canary && !baseline) continue;
      const added = withOutcomes(before, member, { canary, baseline }, tick, share);
      const sustained = withSustained(
        added,
        member,
        tick,
        canary,
        versions.canary,
        judging.stepSince,
      );
      trial[member.place] = sustained.state;
      passed ??= sustained.passed;
    }
    if (isComplete(group, trial)) closeBlocks(group, trial, judging);
    else packBlocks(group, trial);
  }
  return passed ? { trial, passed } : { trial };
}

type Samples = Tick['versions'][string] | undefined;

function isObservedIn({ members }: Group, samples: Samples): boolean {
  return samples !== undefined && members.some(({ name }) => own(samples, name));
}

function sampleIn(samples: Samples, { name, type }: Member, version: string): Sample | undefined {
  const sample = samples && own(samples, name);
  if (sample === undefined || isOf(sample, type)) return sample;
  throw new LastgoodError(
    'sample-foreign',
    `${name} of ${version} is the sample of a ${typeOf(sample)}, and the policy says ${type}`,
  );
}

/** Makes the open blocks of a group small: most are judged in the tick in which they began, and never kept. */
function packBlocks({ members }: Group, trial: GuardrailState[]): void {
  for (const member of members) {
    const { guardrail, place } = member;
    const state = trial[place];
    if (!state?.block) continue;
    const outcomes = packed(guardrail, unpacked(guardrail, state.block.outcomes));
    requireLikePast(guardrail, state.past, outcomes);
    const rise = riseOf(member, state);
    if (outcomes !== state.block.outcomes || rise !== state.rise) {
      trial[place] = { ...state, block: { ...state.block, outcomes }, rise };
    }
  }
}

/** Judges the open blocks of a group. */
function closeBlocks({ members }: Group, trial: GuardrailState[], judging: Judging): void {
  for (const member of members) {
    const state = trial[member.place];
    if (state) trial[member.place] = withClosedBlock(state, member, judging);
  }
}
