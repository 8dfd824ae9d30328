import {
  search,
  type Case,
  type Evaluation,
  type Evaluator,
  type TunedPolicy,
} from '@lastgood/simulator';

import { predictionsOf, type Prediction } from './predictions.ts';

/** The tuned policy is rolled out on so many times as many fresh seeds as its prediction is from. */
export const freshTimes = 10;

/** A predicted figure, and what it was on fresh seeds. */
export interface Held extends Prediction {
  readonly fresh: number;
  /** Whether that is in the predicted interval. */
  readonly inside: boolean;
}

export interface RepeatOptions {
  readonly start: TunedPolicy;
  readonly cases: readonly Case[];
  /** Of the share of healthy versions that are rolled back. */
  readonly limit: number;
  readonly evaluator: Evaluator;
  /** Rollouts of each case for each policy that is measured, as of `tune`. */
  readonly runs: number;
  readonly seed: number;
}

/** So many seeds are used from the first on: for the search, for the prediction, and fresh ones. */
export function seedsFor(runs: number): number {
  return (2 + freshTimes) * runs;
}

/** Tunes a policy and tries what was chosen on fresh seeds; undefined where nothing was within the limit. */
export async function tuneAndTry(options: RepeatOptions): Promise<Held[] | undefined> {
  const { cases, evaluator, runs, seed } = options;
  const { prediction } = await search(options);
  if (!prediction) return undefined;
  const { policy } = prediction.tuned;
  const fresh = { policy, cases, runs: freshTimes * runs, seed: seed + 2 * runs };
  return heldBy(prediction.evaluation, await evaluator.evaluate(fresh));
}

/** The figures of one evaluation held against those of another one. */
export function heldBy(predicted: Evaluation, later: Evaluation): Held[] {
  const values = new Map(predictionsOf(later).map(({ figure, value }) => [figure, value]));
  return predictionsOf(predicted).map((prediction) => {
    const fresh = values.get(prediction.figure) ?? NaN;
    return { ...prediction, fresh, inside: prediction.low <= fresh && fresh <= prediction.high };
  });
}
