import type { Guardrail, Pair, Sample } from '@lastgood/triggers';

import { RunningSums } from '../../charts/running-sums.ts';
import type { RunPoint, RunView } from '../../run/view.ts';

/** What a guardrail has seen of both versions, ready to be summed up over any stretch of ticks. */
export class History {
  readonly canary: RunningSums;
  readonly baseline: RunningSums;
  readonly #place: number;
  /** How many points there were the last time. */
  #followed = 0;
  /** What has been added, so that late outcomes are noticed. */
  readonly #seen: (Pair<Sample | undefined> | undefined)[] = [];

  /** @param place the guardrail's, in the policy */
  constructor({ type }: Guardrail, place: number) {
    this.#place = place;
    this.canary = new RunningSums(type);
    this.baseline = new RunningSums(type);
  }

  /** Ticks up to the last one in which anything was observed: labels may be late. */
  get length(): number {
    return this.canary.length;
  }

  /** Takes in what came with the last ticks: new ones, and late outcomes of others. */
  follow(points: readonly RunPoint[]): void {
    if (points.length === this.#followed) return;
    this.#followed = points.length;
    const place = this.#place;
    let done = points.length;
    while (done > 0 && !isObserved(points[done - 1]?.samples[place])) done -= 1;
    let same = 0;
    const most = Math.min(done, this.#seen.length);
    while (same < most && isSame(points[same]?.samples[place], this.#seen[same])) same += 1;
    this.#truncate(same);
    for (let tick = same; tick < done; tick += 1) {
      const samples = points[tick]?.samples[place];
      this.canary.push(samples?.canary);
      this.baseline.push(samples?.baseline);
      this.#seen.push(samples);
    }
  }

  #truncate(length: number): void {
    this.canary.truncate(length);
    this.baseline.truncate(length);
    this.#seen.length = length;
  }
}

type Samples = Pair<Sample | undefined> | undefined;

function isObserved(samples: Samples): boolean {
  return samples?.canary !== undefined || samples?.baseline !== undefined;
}

function isSame(left: Samples, right: Samples): boolean {
  return left === right || (left?.canary === right?.canary && left?.baseline === right?.baseline);
}

/** What was summed up for one frame is there for the next: by the run's points, and by the guardrail's place. */
const known = new WeakMap<readonly RunPoint[], Map<number, History>>();

/** What a guardrail has seen so far. */
export function historyOf({ points }: RunView, guardrail: Guardrail, place: number): History {
  const histories = known.get(points) ?? new Map<number, History>();
  known.set(points, histories);
  const history = histories.get(place) ?? new History(guardrail, place);
  histories.set(place, history);
  history.follow(points);
  return history;
}
