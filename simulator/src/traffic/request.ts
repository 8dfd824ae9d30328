import type { Outcomes } from '@lastgood/openfeature';

/** One request of a simulation, with what each version would do with it. */
export interface ModelRequest {
  /** 0 for the first. */
  readonly index: number;
  /** Epoch milliseconds of simulated time. */
  readonly time: number;
  /** By version. A version that serves a request does what stands here; the others are not asked. */
  readonly outcomes: Readonly<Record<string, Outcomes>>;
}

/** All the requests of a run, in the order of time. */
export interface Traffic {
  /** The versions that can serve. */
  readonly versions: readonly string[];
  /** From the first request to the last, epoch milliseconds, both included. */
  readonly from: number;
  readonly to: number;
  readonly requests: Iterable<ModelRequest>;
}
