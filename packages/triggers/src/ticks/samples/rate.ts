import { isCount, isFiniteNumber, isObject, notACount, notANumber, notASample } from './checks.ts';
import { shown } from '../../ingestion/refusal.ts';

/** Events, and over how much they happened: hits per hour of service, per gigabyte, per session. */
export interface RateSample {
  readonly hits: number;
  /** In any unit, the same for both versions; zero or more. */
  readonly exposure: number;
}

/** Reads a recorded rate. If it is impossible, returns what is wrong with it, to follow the metric's name. */
export function readRate(recorded: unknown): RateSample | string {
  if (!isObject(recorded)) return notASample(recorded, 'hits and an exposure');
  const { hits, exposure } = recorded;
  if (!isCount(hits)) return notACount('hits', hits);
  if (!isFiniteNumber(exposure)) return notANumber('exposure', exposure);
  if (exposure < 0) return `has a negative exposure: ${shown(exposure)}`;
  if (exposure === 0 && hits > 0) return `has ${hits} hits on an exposure of 0`;
  return { hits, exposure };
}

export function addRates(left: RateSample, right: RateSample): RateSample {
  return { hits: left.hits + right.hits, exposure: left.exposure + right.exposure };
}
