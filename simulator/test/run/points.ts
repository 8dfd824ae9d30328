import type { Guardrail, Pair, Sample } from '@lastgood/triggers';

import { RunHistory } from '../../src/run/history.ts';

/** One tick of a run. */
export interface Point {
  readonly weight: number;
  readonly samples: readonly Pair<Sample | undefined>[];
  /** NaN for none. */
  readonly evidence: number;
}

export interface PointWithOwn extends Point {
  /** The evidence of each guardrail by itself. */
  readonly own: readonly (number | undefined)[];
}

/** The ticks of a history, one by one. */
export function pointsOf({ weights, evidence, guardrails }: RunHistory): Point[] {
  return weights.map((weight, tick) => ({
    weight,
    samples: guardrails.map(({ canary, baseline }) => ({
      canary: canary.between(tick, tick + 1),
      baseline: baseline.between(tick, tick + 1),
    })),
    evidence: evidence[tick] ?? NaN,
  }));
}

/** What a run keeps of these ticks. */
export function historyOf(
  guardrails: readonly Guardrail[],
  points: readonly PointWithOwn[],
): RunHistory {
  const history = new RunHistory(guardrails);
  for (const { weight, samples, evidence, own } of points) {
    history.begin(weight);
    history.see(history.length - 1, samples);
    history.end(evidence, own);
  }
  return history;
}
