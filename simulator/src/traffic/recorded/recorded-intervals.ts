import { sampleOf, type ModelPolicy, type Pair, type Sample, type Tick } from '@lastgood/triggers';

import { requestsOf } from '../../replay/requests.ts';
import type { Excess } from './excess.ts';
import { totals } from './intervals.ts';

/** What was recorded in an interval. */
export interface RecordedInterval {
  readonly requests: Pair<number>;
  /** What the canary came to, by guardrail; undefined: not observed. */
  readonly canary: readonly (Sample | undefined)[];
  /** How many of the canary's requests came out worse. */
  readonly excess: number;
}

/** @param ending by the place of the interval: the ticks that end in it */
export function recordedIntervals(
  ending: ReadonlyMap<number, readonly Tick[]>,
  policy: ModelPolicy,
  { canary, baseline }: Pair<string>,
  excess: Excess,
): Map<number, RecordedInterval> {
  const { guardrails } = policy;
  const name = guardrails[excess.metric]?.name ?? '';
  const recorded = new Map<number, RecordedInterval>();
  for (const [interval, ticks] of ending) {
    const sum = (of: (tick: Tick) => number): number =>
      ticks.reduce((total, tick) => total + of(tick), 0);
    recorded.set(interval, {
      requests: {
        canary: sum((tick) => requestsOf(policy, tick, canary)),
        baseline: sum((tick) => requestsOf(policy, tick, baseline)),
      },
      canary: totals(guardrails, ticks, canary),
      excess: sum((tick) =>
        excess.of(sampleOf(tick, canary, name), sampleOf(tick, baseline, name)),
      ),
    });
  }
  return recorded;
}
