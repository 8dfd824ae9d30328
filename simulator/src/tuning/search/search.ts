import type { MeasurerOptions } from './measurer.ts';
import type { Miss } from './nearest.ts';
import { Stages } from './stages.ts';
import type { Tried } from './tried.ts';

export interface SearchRequest extends MeasurerOptions {
  /** The paths of knobs that stay as they are. */
  readonly fixed?: readonly string[];
  /** The share of healthy versions that may be rolled back, above 0 and below 1. */
  readonly limit: number;
  /** Rollouts of each case for each policy that is measured. */
  readonly runs: number;
  /** The search uses the `runs` seeds from here on, the prediction as many after those. */
  readonly seed: number;
}

export interface SearchResult {
  /**
   * What was measured with all the runs, the given policy first; if the search was stopped before that, the given policy
   * as far as it was measured.
   */
  readonly measured: readonly Tried[];
  /** How many were looked at with few runs to get there. */
  readonly lookedAt: number;
  /**
   * Where the search was stopped: the one with the least harm of which nothing that was seen speaks against it, by as many
   * rollouts as it was tried on so far; absent where none was tried.
   */
  readonly leading?: Tried;
  /** The one with the least harm within the limit; absent if there is none, or the search was stopped. */
  readonly chosen?: Tried;
  /** The chosen one on fresh seeds: the figures to expect. */
  readonly prediction?: Tried;
  /** Where none was chosen and the search was not stopped: the one that misses the limit by the least. */
  readonly nearest?: Miss;
  /** What was chosen and, on fresh seeds, was not within the limit any more. */
  readonly unconfirmed: readonly Tried[];
  /** Why settings could not be tried. */
  readonly refusals: readonly string[];
  readonly stopped: boolean;
}

/**
 * Looks for the policy with the least harm whose false rollbacks are within a limit: from the given policy along one knob
 * after the other, with the same few seeds for all; then it measures the best with all the runs. What it chooses is
 * measured anew on fresh seeds, since the best of many was lucky, too, and has to be within the limit again. The same
 * request comes to the same.
 *
 * @throws LastgoodError `cases-one-sided` if the cases have no healthy or no faulty canary
 */
export async function search(request: SearchRequest): Promise<SearchResult> {
  const run = new Stages(request);
  try {
    await run.toItsEnd();
  } catch (error) {
    if (!request.signal?.aborted) throw error;
    const { leading } = run;
    const so = { ...run.result(), measured: run.known(), stopped: true };
    return leading ? { ...so, leading } : so;
  }
  return { ...run.result(), stopped: false };
}
