import type { Day, SyntheticScenario } from '../../scenarios/scenario.ts';
import { conditionsAt } from './conditions.ts';
import { changed, type Applied } from './laws/applied.ts';
import type { ScheduledChange } from './schedule.ts';

type Arm = 'canary' | 'baseline';

/** How many requests come in a rollout, as time goes on, and of how many of them one hears. */
export class VolumeCourse {
  readonly #rate: number;
  readonly #day: Day | undefined;
  readonly #changes: readonly ScheduledChange[];
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
    this.#changes = schedule.filter(({ change: { what } }) =>
      ['requests', 'outcomes'].includes(what),
    );
    this.#start = start;
  }

  /** Time has come to this, milliseconds from the start. */
  moveTo(time: number): void {
    if (time < this.#until) return;
    const conditions = conditionsAt(this.#changes, this.#day, this.#start, time);
    const applied = (thing: string, arm: Arm): Applied[] =>
      this.#changes.flatMap(({ change: { what, how, of, ...change } }, place) => {
        const level = conditions.levels[place] ?? 0;
        const isIts = what === thing && (change.arm === 'both' || change.arm === arm);
        return isIts && level > 0 ? [{ how, of, level }] : [];
      });
    const heard = (arm: Arm): number =>
      Math.min(1, Math.max(0, changed(1, applied('outcomes', arm))));
    this.#volume = changed(this.#rate * conditions.day, applied('requests', 'canary'));
    this.#heard = { canary: heard('canary'), baseline: heard('baseline') };
    this.#until = conditions.until;
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
