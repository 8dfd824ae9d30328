import { addSamples, sampleOf, type Guardrail, type Sample, type Tick } from '@lastgood/triggers';

/** Ticks by the place of the interval in which some time of theirs lies, an interval's end included and its begin not. */
export function byInterval(
  ticks: readonly Tick[],
  { from, tick: length }: { readonly from: number; readonly tick: number },
  timeOf: (tick: Tick) => number,
): ReadonlyMap<number, readonly Tick[]> {
  const found = new Map<number, Tick[]>();
  for (const tick of ticks) {
    const interval = Math.ceil((timeOf(tick) - from) / length) - 1;
    const others = found.get(interval);
    if (others) others.push(tick);
    else found.set(interval, [tick]);
  }
  return found;
}

/** What a version's outcomes come to in some ticks, by guardrail; undefined: not observed. */
export function totals(
  guardrails: readonly Guardrail[],
  ticks: readonly Tick[],
  version: string,
): (Sample | undefined)[] {
  return guardrails.map(({ name, type }) => {
    let total: Sample | undefined;
    for (const tick of ticks) {
      const sample = sampleOf(tick, version, name);
      if (sample) total = total ? addSamples(type, total, sample) : sample;
    }
    return total;
  });
}
