import type { Stream } from '../streams/stream.ts';
import type { Judge } from './judge.ts';

/** A rollout that some judges look at, each as if it were alone. */
export interface Trial {
  readonly stream: Stream;
  readonly judges: readonly Judge[];
  /** After so many intervals it is given up as undecided. */
  readonly intervals: number;
  /** With which interval the fault begins, 1 for the first. */
  readonly faultTick?: number;
}

/**
 * For each judge, canary requests from the beginning of the fault to its rollback: zero if that came before the fault,
 * null if there was none.
 */
export type Delays = Readonly<Record<string, number | null>>;

/** One rollout: all judges see the same. */
export function delays({ stream, judges, intervals, faultTick = 1 }: Trial, seed: number): Delays {
  const source = stream(seed);
  const found: Record<string, number | null> = {};
  let sitting = judges.map((judge) => {
    found[judge.name] = null;
    return { ...judge, judge: judge.start() };
  });
  let requests = 0;
  for (let number = 1; number <= intervals && sitting.length > 0; number += 1) {
    const { canary, ticks } = source(number, 0);
    if (number >= faultTick) requests += canary;
    const over = new Set<string>();
    for (const { name, patience = Infinity, judge } of sitting) {
      for (const tick of ticks) {
        if (!judge(tick).actions.includes('rollback')) continue;
        found[name] = number < faultTick ? 0 : requests;
        over.add(name);
        break;
      }
      if (number >= patience) over.add(name);
    }
    if (over.size > 0) sitting = sitting.filter(({ name }) => !over.has(name));
  }
  return found;
}
