import {
  isObserved,
  type Guardrail,
  type ModelPolicy,
  type Pair,
  type Sample,
  type Tick,
  type VersionSamples,
} from '@lastgood/triggers';

type Samples = readonly (Sample | undefined)[];

/** Guardrails whose outcomes are complete after the same time: their names and places. */
interface Group {
  readonly lateness: number;
  readonly metrics: readonly { readonly name: string; readonly place: number }[];
}

/** Makes ticks of samples, and keeps those back whose outcomes come later. */
export class TickQueue {
  readonly #versions: Pair<string>;
  readonly #groups: readonly Group[];
  readonly #waiting: Tick[] = [];

  constructor({ guardrails, lateness: usual }: ModelPolicy, versions: Pair<string>) {
    const latenessOf = ({ lateness = usual }: Guardrail): number => lateness;
    this.#versions = versions;
    this.#groups = [...new Set(guardrails.map(latenessOf))].map((lateness) => ({
      lateness,
      metrics: guardrails.flatMap((guardrail, place) =>
        latenessOf(guardrail) === lateness ? [{ name: guardrail.name, place }] : [],
      ),
    }));
  }

  /** @param samples by guardrail */
  add(interval: Pick<Tick, 'from' | 'to' | 'calibration'>, samples: Pair<Samples>): void {
    const { canary, baseline } = this.#versions;
    for (const group of this.#groups) {
      const versions: Record<string, VersionSamples> = {};
      const ofCanary = named(group, samples.canary);
      const ofBaseline = named(group, samples.baseline);
      if (ofCanary) versions[canary] = ofCanary;
      if (ofBaseline) versions[baseline] = ofBaseline;
      if (!ofCanary && !ofBaseline) continue;
      const { lateness } = group;
      this.#waiting.push({ ...interval, versions, ...(lateness > 0 && { lateness }) });
    }
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

/** What was observed of the guardrails of a group, by name; undefined if nothing was. */
function named({ metrics }: Group, samples: Samples): VersionSamples | undefined {
  let observed: Record<string, Sample> | undefined;
  for (const { name, place } of metrics) {
    const sample = samples[place];
    if (!sample || !isObserved(sample)) continue;
    observed ??= {};
    observed[name] = sample;
  }
  return observed;
}

/** When the outcomes of a tick are complete. */
export function closeOf({ to, lateness = 0 }: Tick): number {
  return to + lateness;
}
