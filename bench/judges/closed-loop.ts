import type { Interval, Stream } from '../streams/stream.ts';
import type { Judge } from './judge.ts';

/** A rollout whose traffic follows what the judge decides. */
export interface ClosedLoop {
  readonly stream: Stream;
  readonly judge: Judge;
  /** The canary's share of the traffic to begin with. */
  readonly share: number;
  readonly intervals: number;
}

/** What happened in one interval of it. */
interface LoopStep {
  readonly interval: Interval;
  /** What was decided at its end. */
  readonly actions: readonly string[];
  /** The canary's share of the traffic from then on. */
  readonly share: number;
}

export function* closedLoop(
  { stream, judge, share: first, intervals }: ClosedLoop,
  seed: number,
): Generator<LoopStep> {
  const source = stream(seed);
  const sitting = judge.start();
  let share = first;
  for (let number = 1; number <= intervals; number += 1) {
    const interval = source(number, share);
    const actions: string[] = [];
    for (const tick of interval.ticks) {
      const verdict = sitting(tick);
      actions.push(...verdict.actions);
      share = verdict.share ?? share;
    }
    yield { interval, actions, share };
  }
}
