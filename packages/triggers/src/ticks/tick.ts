import type { Sample } from './samples/sample.ts';

/** What one version did in one tick, by metric. A metric that is absent was not observed: absence is never zero. */
export type VersionSamples = Readonly<Record<string, Sample>>;

/** One interval of aggregated outcomes, the versions side by side. */
export interface Tick {
  /** Start of the interval, epoch milliseconds, included. */
  readonly from: number;
  /** End of the interval, epoch milliseconds, excluded. */
  readonly to: number;
  readonly versions: Readonly<Record<string, VersionSamples>>;
  /** How long after its end its outcomes were complete, in milliseconds; absent: at once. Labels come late. */
  readonly lateness?: number;
  /** The intended share of each version, in any unit: only where it is known is the sample ratio checked. */
  readonly weights?: Readonly<Record<string, number>>;
  /** Both groups were served the baseline, and the versions are the names of the groups. */
  readonly calibration?: true;
}

/** The same thing of both sides of a comparison. */
export interface Pair<Value> {
  readonly canary: Value;
  readonly baseline: Value;
}

/** What one version's outcomes came to for a metric; undefined if it was not observed. */
export function sampleOf(
  { versions }: Pick<Tick, 'versions'>,
  version: string,
  metric: string,
): Sample | undefined {
  const samples = own(versions, version);
  return samples && own(samples, metric);
}

/** What is there by this name: people choose the names, and `constructor` must not find what every object inherits. */
export function own<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
