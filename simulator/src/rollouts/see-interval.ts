import {
  countsAsTick,
  isServing,
  type DecisionState,
  type Input,
  type ModelPolicy,
} from '@lastgood/triggers';

import type { Interval, Source } from '../traffic/source.ts';

/** Who is shown what an interval brought: the engine with its state, and whoever counts. */
interface Onlooker {
  readonly policy: ModelPolicy;
  readonly source: Pick<Source, 'closed'>;
  /** At this moment: each input may change it. */
  state(): DecisionState;
  see(input: Input): void;
  /** The canary was in service in this interval. */
  served(): void;
}

/**
 * Shows what an interval brought: its ticks, and the clock where those do not tell the time.
 *
 * @param to its end, epoch milliseconds
 */
export function seeInterval(onlooker: Onlooker, ticks: Interval['ticks'], to: number): void {
  const { policy, source } = onlooker;
  const calibrating = onlooker.state().phase === 'calibration';
  // While the groups are calibrated, the canary's is served the baseline. A recording goes on with a canary that is out of
  // service, and that counts for nothing.
  if (isServing(onlooker.state())) onlooker.served();
  let clock = true;
  for (const tick of ticks) {
    onlooker.see(tick);
    if (countsAsTick(policy, tick)) clock = false;
  }
  // What a recording goes on with after a calibration is the first interval of the attempt.
  if (calibrating && !source.closed && isServing(onlooker.state())) onlooker.served();
  // That nothing is heard, and that a cooldown is over, is then shown by the clock alone. That a calibration is over has to
  // be known before the next interval, where it follows.
  if (clock || (calibrating && source.closed)) onlooker.see({ now: to });
}
