import {
  isObserved,
  type Guardrail,
  type ModelPolicy,
  type Pair,
  type Sample,
  type Tick,
  type VersionSamples,
} from '@lastgood/triggers';

import { closeOf, LateTicks } from '../late-ticks.ts';

type Samples = readonly (Sample | undefined)[];

/** Guardrails whose outcomes are complete after the same time: their names and places. */
interface Group {
  readonly late: LateTicks;
  readonly metrics: readonly { readonly name: string; readonly place: number }[];
}

/** Makes ticks of samples, and keeps those back whose outcomes come later. */
export class TickQueue {
  readonly #versions: Pair<string>;
  readonly #groups: readonly Group[];

  constructor({ guardrails, lateness: usual }: ModelPolicy, versions: Pair<string>) {
    const latenessOf = ({ lateness = usual }: Guardrail): number => lateness;
    this.#versions = versions;
    this.#groups = [...new Set(guardrails.map(latenessOf))].map((lateness) => ({
      late: new LateTicks(lateness),
      metrics: guardrails.flatMap((guardrail, place) =>
        latenessOf(guardrail) === lateness ? [{ name: guardrail.name, place }] : [],
      ),
    }));
  }

  /**
   * Takes in the next interval, and gives the ticks that are complete, in the order in which they were.
   *
   * @param samples by guardrail
   * @param time up to which outcomes have come, epoch milliseconds
   */
  pass(
    interval: Pick<Tick, 'from' | 'to' | 'calibration'>,
    samples: Pair<Samples>,
    time: number,
  ): Tick[] {
    const { canary, baseline } = this.#versions;
    const complete: Tick[] = [];
    for (const { late, metrics } of this.#groups) {
      const ofCanary = named(metrics, samples.canary);
      const ofBaseline = named(metrics, samples.baseline);
      if (ofCanary || ofBaseline) {
        // In this way, a version may have any name, also one that every object inherits.
        const versions = {
          ...(ofCanary && { [canary]: ofCanary }),
          ...(ofBaseline && { [baseline]: ofBaseline }),
        };
        const { lateness } = late;
        late.pass({ ...interval, versions, ...(lateness > 0 && { lateness }) }, time, complete);
      } else late.take(time, complete);
    }
    return complete.sort((a, b) => closeOf(a) - closeOf(b) || a.from - b.from);
  }
}

/** What was observed of the guardrails of a group, by name; undefined if nothing was. */
function named(metrics: Group['metrics'], samples: Samples): VersionSamples | undefined {
  let observed: Record<string, Sample> | undefined;
  for (const { name, place } of metrics) {
    const sample = samples[place];
    if (!sample || !isObserved(sample)) continue;
    observed ??= {};
    observed[name] = sample;
  }
  return observed;
}
