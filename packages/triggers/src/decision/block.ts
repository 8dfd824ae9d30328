import { hasOutcomes, isObserved, type Sample } from '../ticks/samples/sample.ts';
import { own, type Pair, type Tick } from '../ticks/tick.ts';
import { type PackedSamples, unpacked } from './packed.ts';
import type { Group } from './plan.ts';
import type { TrialState } from './guardrail-state.ts';

/** Outcomes of one guardrail that are being merged. */
export interface Block {
  readonly outcomes: PackedSamples;
  /** Start of the first tick in it, epoch milliseconds. */
  readonly from: number;
  /** The canary's intended share of the traffic, from 0 to 1; null where it is not known. */
  readonly share: number | null;
}

/**
 * A block is complete when at least one guardrail of its group has this many outcomes in both arms. It goes by sizes alone,
 * so that it cannot be influenced by how the outcomes were; and it is one for all guardrails of the group, because evidence
 * may only be added up over guardrails that advance together.
 */
const blockSize = 10;

/** A limit looks at the canary alone: with so many outcomes of it, it does not wait for a baseline any longer. */
const limitPatience = 10 * blockSize;

/**
 * Whether the group's blocks are large enough to be judged. Exposure has any unit and no least size: rates decide only
 * where no other guardrail is observed, and then every tick with exposure in both arms is a block.
 */
export function isComplete({ members }: Group, trial: TrialState): boolean {
  let waiting = false;
  let rates = false;
  for (const { guardrail, type, compared, place, inBlocks, limited } of members) {
    const block = trial[place]?.block;
    if (!block || !inBlocks) continue;
    const outcomes = unpacked(guardrail, block.outcomes);
    const isRate = type === 'rate';
    if (!isRate && isLarge(outcomes, compared, limited)) return true;
    if (isObserved(outcomes.canary) && (!compared || isObserved(outcomes.baseline))) {
      if (isRate) rates = true;
      else waiting = true;
    }
  }
  return rates && !waiting;
}

function isLarge({ canary, baseline }: Pair<Sample>, compared: boolean, limited: boolean): boolean {
  if (!hasOutcomes(canary, blockSize)) return false;
  if (compared && hasOutcomes(baseline, blockSize)) return true;
  return limited && (!compared || hasOutcomes(canary, limitPatience));
}

/**
 * Inside a block nothing cancels, so its weight must not change: another intended share closes it early, and so does the
 * beginning of the present step, which changes the weight whether or not the tick says so. Neither looks at outcomes that
 * are in the block.
 */
export function mustClose(
  { members }: Group,
  trial: TrialState,
  { from }: Tick,
  share: number | null,
  stepSince: number,
): boolean {
  for (const { place } of members) {
    const block = trial[place]?.block;
    if (!block) continue;
    if (share !== block.share || (block.from < stepSince && from >= stepSince)) return true;
  }
  return false;
}

/** The canary's intended share of what both versions get; null where the tick does not say. */
export function canaryShare({ weights }: Tick, versions: Pair<string>): number | null {
  if (!weights) return null;
  const weight = (version: string): number => own(weights, version) ?? 0;
  const both = weight(versions.canary) + weight(versions.baseline);
  return both > 0 ? weight(versions.canary) / both : null;
}

/**
 * The block with an arm that was not observed on the other's edges, or on those of the past: histograms are judged on the
 * same ones. Undefined if no edge is known yet, which says nothing.
 */
export function withSameEdges(block: Pair<Sample>, past: Pair<Sample>): Pair<Sample> | undefined {
  if (!('edges' in block.canary)) return block;
  const known = [past.canary, past.baseline, block.canary, block.baseline].find(
    (sample) => 'edges' in sample && sample.edges.length > 0,
  );
  if (!known || !('edges' in known)) return undefined;
  const { edges } = known;
  const on = (sample: Sample): Sample =>
    'edges' in sample && sample.edges.length === 0
      ? { edges, counts: [0, ...edges.map(() => 0)] }
      : sample;
  return { canary: on(block.canary), baseline: on(block.baseline) };
}
