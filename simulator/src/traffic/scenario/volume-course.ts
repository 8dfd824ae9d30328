import type { Day, SyntheticScenario } from '../../scenarios/scenario.ts';
import { conditionsAt, inForce, levelsFor } from './conditions.ts';
import { changed } from './laws/applied.ts';
import type { ScheduledChange } from './schedule.ts';

type Arm = 'canary' | 'baseline';

/** How many requests come in a rollout, as time goes on, and of how many of them one hears. */
export class VolumeCourse {
  readonly #rate: number;
  readonly #day: Day | undefined;
  /** Of how many requests come, and of how many one hears. */
  readonly #requests: readonly ScheduledChange[];
  readonly #outcomes: readonly ScheduledChange[];
  readonly #start: number;
  #volume = 0;
  #heard = { canary: 1, baseline: 1 };
  #until = -Infinity;
  /** The part of a request that has not come yet. */
  #rest = 0;

  /** @param start epoch milliseconds */
  constructor(
    { requests }: SyntheticScenario,
    schedule: readonly ScheduledChange[],
    start: number,
  ) {
    this.#rate = requests.rate;
    this.#day = requests.day;
    this.#requests = schedule.filter(({ change }) => change.what === 'requests');
    this.#outcomes = schedule.filter(({ change }) => change.what === 'outcomes');
    this.#start = start;
  }

  /** Time has come to this, milliseconds from the start. */
  moveTo(time: number): void {
    if (time < this.#until) return;
    const requests = conditionsAt(this.#requests, this.#day, this.#start, time);
    const outcomes = conditionsAt(this.#outcomes, undefined, this.#start, time);
    const heard = (arm: Arm): number => {
      const levels = levelsFor(arm, this.#outcomes, outcomes);
      return Math.min(1, Math.max(0, changed(1, inForce(this.#outcomes, levels))));
    };
    this.#volume = changed(this.#rate * requests.day, inForce(this.#requests, requests.levels));
    this.#heard = { canary: heard('canary'), baseline: heard('baseline') };
    this.#until = Math.min(requests.until, outcomes.until);
  }

  /** How many requests come in so many milliseconds: as many as are due, so that the split alone is random. */
  take(length: number): number {
    const due = this.#rest + this.#volume * length;
    // What is due may miss a whole number by rounding alone.
    const whole = Math.floor(due + 1e-6);
    this.#rest = due - whole;
    return whole;
  }

  /** The share of a version's requests of which anything is heard. */
  heard(arm: Arm): number {
    return this.#heard[arm];
  }
}
