import { isObserved, type ModelPolicy, type Pair, type Sample, type Tick } from '@lastgood/triggers';

type Samples = readonly (Sample | undefined)[];

/** Makes ticks of samples, and keeps those back whose outcomes come later. */
export class TickQueue {
  readonly #policy: ModelPolicy;
  readonly #versions: Pair<string>;
  /** Of the guardrails, from the shortest to the longest. */
  readonly #latenesses: readonly number[];
  readonly #waiting: Tick[] = [];

  constructor(policy: ModelPolicy, versions: Pair<string>) {
    const latenesses = policy.guardrails.map(({ lateness = policy.lateness }) => lateness);
    this.#policy = policy;
    this.#versions = versions;
    this.#latenesses = [...new Set(latenesses)].sort((left, right) => left - right);
  }

  /** @param samples by guardrail */
  add({ from, to }: Pick<Tick, 'from' | 'to'>, { canary, baseline }: Pair<Samples>): void {
    for (const lateness of this.#latenesses) {
      const versions: Record<string, Record<string, Sample>> = {};
      this.#put(versions, this.#versions.canary, canary, lateness);
      this.#put(versions, this.#versions.baseline, baseline, lateness);
      if (Object.keys(versions).length === 0) continue;
      this.#waiting.push({ from, to, versions, ...(lateness > 0 && { lateness }) });
    }
  }

  #put(
    versions: Record<string, Record<string, Sample>>,
    version: string,
    all: Samples,
    lateness: number,
  ): void {
    const samples: Record<string, Sample> = {};
    let some = false;
    for (const [metric, guardrail] of this.#policy.guardrails.entries()) {
      const sample = all[metric];
      if ((guardrail.lateness ?? this.#policy.lateness) !== lateness) continue;
      if (!sample || !isObserved(sample)) continue;
      samples[guardrail.name] = sample;
      some = true;
    }
    if (some) versions[version] = samples;
  }

  /** The ticks that are complete at this time, epoch milliseconds, in the order in which they were. */
  take(time: number): Tick[] {
    const taken: Tick[] = [];
    let left = 0;
    for (const tick of this.#waiting) {
      if (closeOf(tick) <= time) taken.push(tick);
      else this.#waiting[left++] = tick;
    }
    this.#waiting.length = left;
    return taken.sort((a, b) => closeOf(a) - closeOf(b) || a.from - b.from);
  }
}

/** When the outcomes of a tick are complete. */
export function closeOf({ to, lateness = 0 }: Tick): number {
  return to + lateness;
}
