import type { Outcomes } from '@lastgood/openfeature';
import type { RateSample } from '@lastgood/triggers';

/** One request of a simulation, with what each version would do with it. */
export interface ModelRequest {
  /** 0 for the first. */
  readonly index: number;
  /** Epoch milliseconds of simulated time. */
  readonly time: number;
  /** By version. A version that serves a request does what stands here; of one that is not there nothing is heard. */
  readonly outcomes: Readonly<Record<string, Outcomes>>;
  /** By version and guardrail: what is measured where a version serves, such as crashes, and no service records. */
  readonly rates?: Readonly<Record<string, Readonly<Record<string, RateSample>>>>;
}

/** All the requests of a run, in the order of time. */
export interface Traffic {
  /** The versions that can serve. */
  readonly versions: readonly string[];
  /** From the first request to the last, epoch milliseconds, both included. */
  readonly from: number;
  readonly to: number;
  readonly requests: Iterable<ModelRequest>;
  /** Those from the tick on in which a time lies, without a look at the ones before; absent where that is not possible. */
  after?(time: number): IteratorObject<ModelRequest>;
}
