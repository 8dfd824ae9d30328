import { LastgoodError } from '../errors.ts';
import { edgeOfLimit } from '../evidence/quantile-limit.ts';
import type { Guardrail, HistogramGuardrail } from '../policy/model.ts';
import { readCategories } from '../ticks/samples/categories.ts';
import { isObject } from '../ticks/samples/checks.ts';
import { type HistogramSample, readHistogram } from '../ticks/samples/histogram.ts';
import { readMean } from '../ticks/samples/mean.ts';
import { readProportion } from '../ticks/samples/proportion.ts';
import { readRate } from '../ticks/samples/rate.ts';
import type { Sample } from '../ticks/samples/sample.ts';
import { shown } from './refusal.ts';
import type { Layout } from './sums.ts';

/** A sample, and whose it is by the places in the layout. */
export interface PlacedSample {
  readonly version: number;
  readonly metric: number;
  readonly sample: Sample;
}

/**
 * Reads the samples of a tick that was summed elsewhere, as far as the layout asks for them: each, or the reason if it is
 * impossible.
 */
export function readEachSample(
  versions: Readonly<Record<string, unknown>>,
  layout: Layout,
): (PlacedSample | string)[] {
  const samples: (PlacedSample | string)[] = [];
  for (const [version, name] of layout.versions.entries()) {
    if (!Object.hasOwn(versions, name)) continue;
    const recorded = versions[name];
    if (!isObject(recorded)) {
      samples.push(`${name} is ${shown(recorded)}: samples by metric are expected`);
      continue;
    }
    for (const [metric, guardrail] of layout.guardrails.entries()) {
      if (!Object.hasOwn(recorded, guardrail.name)) continue;
      const sample = readSample(guardrail, recorded[guardrail.name]);
      samples.push(
        typeof sample === 'string'
          ? `${guardrail.name} of ${name} ${sample}`
          : { version, metric, sample },
      );
    }
  }
  return samples;
}

/** The same, all or nothing: if one of them is impossible, returns the reason. */
export function readSamples(
  versions: Readonly<Record<string, unknown>>,
  layout: Layout,
): PlacedSample[] | string {
  const samples: PlacedSample[] = [];
  for (const sample of readEachSample(versions, layout)) {
    if (typeof sample === 'string') return sample;
    samples.push(sample);
  }
  return samples;
}

/** Reads a recorded sample. If it is impossible, returns what is wrong with it, to follow the metric's name. */
export function readSample(guardrail: Guardrail, recorded: unknown): Sample | string {
  switch (guardrail.type) {
    case 'proportion':
      return readProportion(recorded);
    case 'rate':
      return readRate(recorded);
    case 'mean':
      return readMean(recorded, guardrail.range);
    case 'histogram': {
      const sample = readHistogram(recorded);
      return typeof sample === 'string' ? sample : (unreachable(guardrail, sample) ?? sample);
    }
    case 'categories':
      return readCategories(recorded);
  }
}

/** Says which limit cannot be judged on these edges, to follow the metric's name. */
function unreachable(
  { worse, limits = [] }: HistogramGuardrail,
  { edges }: HistogramSample,
): string | undefined {
  try {
    for (const { bound, sustained } of limits) {
      edgeOfLimit(edges, { worse, limit: bound });
      edgeOfLimit(edges, { worse, limit: sustained?.clear ?? bound });
    }
  } catch (error) {
    if (error instanceof LastgoodError) return `has edges that do not fit: ${error.message}`;
    throw error;
  }
  return undefined;
}
