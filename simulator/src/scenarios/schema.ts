import { fraction } from '@lastgood/triggers';
import { z } from 'zod';

const ratePeriod = z.strictObject({
  from: fraction,
  rate: fraction,
});

const synthetic = z.strictObject({
  start: z.iso.datetime().transform((text) => Date.parse(text)),
  requests: z.int().positive(),
  requestsPerTick: z.int().positive(),
  metric: z.string(),
  rates: z.record(z.string(), z.array(ratePeriod).min(1)),
});

/** Requests whose outcomes are drawn from a seed. */
export interface SyntheticTraffic {
  /** When the first request comes, epoch milliseconds. */
  readonly start: number;
  readonly requests: number;
  readonly requestsPerTick: number;
  /** The one metric that there is, 0 or 1 for each request. */
  readonly metric: string;
  /** By version: its rate of hits from a point on, which is a fraction of all the requests. */
  readonly rates: Readonly<
    Record<string, readonly { readonly from: number; readonly rate: number }[]>
  >;
}

/** A scenario file: what traffic comes, under which policy, and what a good policy does. */
export interface Scenario {
  readonly title: string;
  readonly expect: 'rollback' | 'none';
  /** A file of `simulator/policies`. */
  readonly policy: string;
  /** A shadow log of `simulator/data`, or synthetic. */
  readonly traffic: { readonly shadow: string } | { readonly synthetic: SyntheticTraffic };
}

export const scenarioSchema: z.ZodType<Scenario> = z.strictObject({
  title: z.string(),
  expect: z.enum(['rollback', 'none']),
  policy: z.string(),
  traffic: z.union([z.strictObject({ shadow: z.string() }), z.strictObject({ synthetic })]),
});
