import {
  countsAsTick,
  initialDecision,
  transition,
  weightOf,
  type DecisionState,
  type Input,
  type ModelPolicy,
} from '@lastgood/triggers';

import type { Source } from '../traffic/source.ts';
import { uncalibrated } from './calibration.ts';
import type { RolloutResult } from './rollout-result.ts';
import { Tally } from './tally.ts';

/**
 * One rollout in virtual time: the engine sees each tick, and what it decides gives the canary its share of the next
 * interval. The same arguments come to the same.
 *
 * Where the traffic cannot follow the decisions it goes on as it was, but a canary that is out of service counts for
 * nothing.
 *
 * @param seed a whole number from 0 to 2^32 - 1
 * @throws LastgoodError `calibration-unfinished` if there is nothing that the policy could be judged on, and for ticks
 *   whose samples are not what it says
 */
export function rollOut(policy: ModelPolicy, source: Source, seed: number): RolloutResult {
  const course = source.start(seed);
  const tally = new Tally(course.fault);
  let state = initialDecision(policy);
  const see = (input: Input): void => {
    const next = transition(policy, source.versions, state, input);
    state = next.state;
    for (const decision of next.decisions) tally.decided(decision);
  };

  // Nothing brings it back from quarantine but a person.
  for (let number = 1; number <= source.intervals && state.phase !== 'quarantined'; number += 1) {
    const before = state;
    const calibrating = before.phase === 'calibration';
    const interval = course.next(weightOf(policy, before), calibrating);
    const to = source.from + number * policy.tick;
    if (isServed(before)) tally.served(interval, to);
    let clock = true;
    for (const tick of interval.ticks) {
      see(tick);
      if (countsAsTick(policy, tick)) clock = false;
    }
    // What a recording goes on with after a calibration is the first interval of the attempt.
    if (calibrating && !source.closed && isServed(state)) tally.served(interval, to);
    // That nothing is heard, and that a cooldown is over, is then shown by the clock alone. That a calibration is over has to
    // be known before the next interval, where it follows.
    if (clock || (calibrating && source.closed)) see({ now: to });
  }
  if (state.phase === 'calibration') throw uncalibrated(policy);
  return tally.result(seed, source.intervals * policy.tick);
}

/** While the groups are calibrated, the canary's is served the baseline. */
function isServed({ phase }: DecisionState): boolean {
  return phase === 'trial' || phase === 'watch';
}
