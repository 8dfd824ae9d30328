import { rollOut, type Source } from '@lastgood/simulator';
import { initialDecision, transition, weightOf, type ModelPolicy } from '@lastgood/triggers';

/** Microseconds of a core for each tick. */
export interface Parts {
  readonly engine: number;
  readonly traffic: number;
}

/**
 * What the engine and the traffic cost in some rollouts: the rollouts as a whole, and their traffic once more without the
 * engine. Other programs on the same cores do not count.
 */
export function partsOf(policy: ModelPolicy, source: Source, seeds: readonly number[]): Parts {
  const runs = seeds.map((seed) => ({ seed, shares: sharesOf(policy, source, seed) }));
  let ticks = 0;
  for (const { shares } of runs) ticks += shares.length;
  const whole = microseconds(() => {
    for (const seed of seeds) rollOut(policy, source, seed);
  });
  const traffic = microseconds(() => {
    for (const { seed, shares } of runs) {
      const course = source.start(seed);
      for (const share of shares) course.next(share);
    }
  });
  return { engine: (whole - traffic) / ticks, traffic: traffic / ticks };
}

/** The canary's share in each interval of a rollout. */
function sharesOf(policy: ModelPolicy, source: Source, seed: number): number[] {
  const course = source.start(seed);
  const shares: number[] = [];
  let state = initialDecision(policy);
  for (let number = 0; number < source.intervals && state.phase !== 'quarantined'; number += 1) {
    const share = weightOf(policy, state);
    shares.push(share);
    for (const tick of course.next(share).ticks) {
      ({ state } = transition(policy, source.versions, state, tick));
    }
  }
  return shares;
}

function microseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
