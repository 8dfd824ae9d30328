import type { ProportionSample } from '../ticks/tick.ts';
import { shown } from './refusal.ts';
import type { Layout } from './sums.ts';

/** A sample, and whose it is by the places in the layout. */
interface PlacedSample {
  readonly version: number;
  readonly metric: number;
  readonly sample: ProportionSample;
}

/**
 * Reads the samples of a tick that was summed elsewhere, as far as the layout asks for them. If one of them is
 * impossible, returns the reason.
 */
export function readSamples(
  versions: Readonly<Record<string, unknown>>,
  layout: Layout,
): PlacedSample[] | string {
  const samples: PlacedSample[] = [];
  for (const [version, name] of layout.versions.entries()) {
    if (!Object.hasOwn(versions, name)) continue;
    const recorded = versions[name];
    if (!isObject(recorded)) return `${name} is ${shown(recorded)}: samples by metric are expected`;
    for (const [metric, key] of layout.metrics.entries()) {
      if (!Object.hasOwn(recorded, key)) continue;
      const sample = readProportion(recorded[key]);
      if (typeof sample === 'string') return `${key} of ${name} ${sample}`;
      samples.push({ version, metric, sample });
    }
  }
  return samples;
}

function readProportion(sample: unknown): ProportionSample | string {
  if (!isObject(sample)) return `is ${shown(sample)}: a count and hits are expected`;
  const { count, hits } = sample;
  if (!isCount(count)) return notACount('count', count);
  if (!isCount(hits)) return notACount('hits', hits);
  if (hits > count) return `has ${hits} hits out of a count of ${count}`;
  return { count, hits };
}

/** Whether this can be a number of requests. Beyond 2^53 not every whole number can be told from the next. */
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notACount(key: string, value: unknown): string {
  return value === undefined
    ? `has no ${key}`
    : `has ${shown(value)} as ${key}, which is no whole number from 0 to 2^53 - 1`;
}
