import {
  initialDecision,
  transition,
  weightOf,
  type Input,
  type ModelPolicy,
} from '@lastgood/triggers';

import type { Source } from '../traffic/source.ts';
import { uncalibrated } from './calibration.ts';
import type { RolloutResult } from './rollout-result.ts';
import { seeInterval } from './see-interval.ts';
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
    const interval = course.next(weightOf(policy, state), state.phase === 'calibration');
    const to = source.from + number * policy.tick;
    const served = (): void => tally.served(interval, to);
    seeInterval({ policy, source, state: () => state, see, served }, interval.ticks, to);
  }
  if (state.phase === 'calibration') throw uncalibrated(policy);
  return tally.result(seed, source.intervals * policy.tick);
}
