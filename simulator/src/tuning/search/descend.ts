import { LastgoodError } from '@lastgood/triggers';

import type { TunedPolicy } from '../policy-text.ts';
import { withSettings } from '../open-tuned.ts';
import { linesOf, rampTime, type Line, type Move } from './moves.ts';
import { gentler } from './risk.ts';
import { harmOf, type Tried } from './tried.ts';

export interface DescentOptions {
  readonly start: TunedPolicy;
  /** The paths of knobs that stay as they are. */
  readonly fixed: readonly string[];
  /** Has a policy tried. */
  readonly look: (tuned: TunedPolicy) => Promise<Tried>;
  /** Whether anything could show that a policy may be chosen; it is not tried otherwise. */
  readonly possible: (tuned: TunedPolicy) => boolean;
  /** Whether nothing that was seen speaks against choosing it. */
  readonly acceptable: (tried: Tried) => boolean;
  /** Hears of each setting that the file does not take, with the reason. */
  readonly refused: (reason: string) => void;
}

/** A smaller part of the harm is not worth a change. */
const worthwhile = 0.01;

const passes = 3;

/**
 * Goes along one line after the other, from the given policy towards less harm, until no line leads to less.
 *
 * @returns all that was tried and is acceptable, the least harm first
 */
export async function descend(options: DescentOptions): Promise<Tried[]> {
  const { start, fixed } = options;
  const longest = rampTime(start.policy.rollout);
  const first = await firstAcceptable(options);
  if (!first) return [];
  const found = new Set([first]);
  let best: Tried = first;
  for (let pass = 0; pass < passes; pass += 1) {
    const before: Tried = best;
    for (let number = 0; number < linesOf(best.tuned, longest, fixed).length; number += 1) {
      const from: Tried = best;
      const line = linesOf(from.tuned, longest, fixed)[number];
      for (const tried of line ? await along(options, from, line) : []) {
        found.add(tried);
        if (harmOf(tried) < (1 - worthwhile) * harmOf(best)) best = tried;
      }
    }
    if (best === before) break;
  }
  return [...found].toSorted((left, right) => harmOf(left) - harmOf(right));
}

/** What is acceptable along a line, in both directions, with ever less harm. */
async function along(options: DescentOptions, from: Tried, line: Line): Promise<Tried[]> {
  const found: Tried[] = [];
  for (const direction of [1, -1] as const) {
    let least = harmOf(from);
    for (const move of movesFrom(line, direction)) {
      const tuned = moved(options, from.tuned, move);
      if (!tuned) break;
      const tried = await options.look(tuned);
      if (options.acceptable(tried) && harmOf(tried) <= least) {
        found.push(tried);
        least = harmOf(tried);
      } else if (line.steady) break;
    }
  }
  return found;
}

/** The given policy or, where it is not acceptable, one of less risk that is. */
async function firstAcceptable(options: DescentOptions): Promise<Tried | undefined> {
  const { start, fixed, look, possible, acceptable } = options;
  for (let tuned: TunedPolicy | undefined = start; tuned; tuned = gentler(tuned, fixed)) {
    if (!possible(tuned)) continue;
    const tried = await look(tuned);
    if (acceptable(tried)) return tried;
  }
  return undefined;
}

function movesFrom(line: Line | undefined, direction: 1 | -1): readonly Move[] {
  if (!line) return [];
  return direction === 1
    ? line.moves.slice(line.at + 1)
    : line.moves.slice(0, line.at).toReversed();
}

function moved(
  { possible, refused }: DescentOptions,
  tuned: TunedPolicy,
  move: Move,
): TunedPolicy | undefined {
  try {
    const other = withSettings(tuned, move);
    return possible(other) ? other : undefined;
  } catch (error) {
    if (!(error instanceof LastgoodError)) throw error;
    refused(error.message);
    return undefined;
  }
}
