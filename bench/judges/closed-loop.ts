import type { ModelPolicy } from '@lastgood/triggers';

import type { Interval, Stream } from '../streams/stream.ts';
import type { Judge } from './judge.ts';

/** A rollout whose traffic follows what the judge decides. */
export interface ClosedLoop {
  readonly stream: Stream;
  readonly judge: Judge;
  readonly rollout: ModelPolicy['rollout'];
  readonly intervals: number;
}

/** What happened in one interval of it. */
export interface LoopStep {
  readonly number: number;
  readonly interval: Interval;
  /** What was decided at its end. */
  readonly actions: readonly string[];
  /** The canary's share of the traffic from then on. */
  readonly share: number;
}

/** How far the rollout has got. */
interface Stage {
  readonly step: number;
  readonly share: number;
}

export function* closedLoop(
  { stream, judge, rollout, intervals }: ClosedLoop,
  seed: number,
): Generator<LoopStep> {
  const source = stream(seed);
  const decide = judge.start();
  let stage = atStep(rollout, 0);
  for (let number = 1; number <= intervals; number += 1) {
    const interval = source(number, stage.share);
    const actions = interval.ticks.flatMap((tick) => decide(tick));
    for (const action of actions) stage = after(rollout, stage, action);
    yield { number, interval, actions, share: stage.share };
  }
}

function atStep({ steps }: ClosedLoop['rollout'], step: number): Stage {
  return { step, share: steps[step] ?? steps.at(-1) ?? 0 };
}

/** Hold and release move no traffic: they only keep the next step waiting. */
function after(rollout: ClosedLoop['rollout'], stage: Stage, action: string): Stage {
  switch (action) {
    case 'rollback':
      return { step: 0, share: 0 };
    case 'retry':
      return atStep(rollout, 0);
    case 'advance':
      return atStep(rollout, stage.step + 1);
    case 'promote':
      return { ...stage, share: 1 - rollout.holdback };
    default:
      return stage;
  }
}
