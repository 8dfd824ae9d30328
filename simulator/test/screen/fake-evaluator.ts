import { setTimeout as pass } from 'node:timers/promises';

import type { Evaluation, EvaluationRequest, Evaluator } from '../../src/rollouts/evaluation.ts';
import type { Comparison } from '../../src/rollouts/evaluator.ts';
import type { Figures, Measured } from '../../src/rollouts/figures.ts';
import { FakeComparer } from './fake-comparison.ts';

const minute = 60_000;

/** A half to the sides, so that every figure has an interval. */
function measured(value: number, most = 1): Measured {
  return { value, low: value / 2, high: Math.min(most, value * 1.5) };
}

/** What the rollouts come to: by no randomness, the more of the risk is taken the sooner. */
function figuresOf({ policy, runs }: EvaluationRequest, done: number): Figures {
  const { falseRollback } = policy.risk;
  const { minBadTicks } = policy.hysteresis;
  const median = Math.round((minBadTicks * 4) / (0.2 + 20 * falseRollback)) * minute;
  const seen = Math.min(runs, Math.ceil(done / 2));
  return {
    healthy: seen,
    faulty: seen,
    falseRollbacks: measured(Math.round(300 * falseRollback) / 1000),
    promoted: measured(0.97),
    missed: measured(0.02),
    early: measured(0),
    delay: {
      median: { time: median, requests: 100 },
      p90: { time: falseRollback < 0.005 ? Infinity : 2 * median, requests: 300 },
    },
    harm: measured(median / minute, Infinity),
    transitionsPerDay: 0.4,
  };
}

/** An evaluator without an engine, which remembers what it was asked for. */
export class FakeEvaluator implements Evaluator {
  readonly comparer: FakeComparer = new FakeComparer();
  readonly asked: EvaluationRequest[] = [];
  aborted = 0;
  /** Whether it comes to no end, after a quarter of the rollouts. */
  stuck = false;
  closed = false;

  async evaluate(
    request: EvaluationRequest,
    options: Parameters<Evaluator['evaluate']>[1] = {},
  ): Promise<Evaluation> {
    this.asked.push(request);
    const { signal, onProgress } = options;
    const total = request.runs * request.cases.length;
    const soFar = (quarters: number): Evaluation => ({
      done: (total * quarters) / 4,
      total,
      ...(quarters > 0 && quarters < 4 && { timeLeft: (4 - quarters) * 1000 }),
      figures: figuresOf(request, (total * quarters) / 4),
      cases: [],
    });
    signal?.addEventListener('abort', () => (this.aborted += 1));
    for (let quarters = 1; quarters < 4; quarters += 1) {
      const wait = this.stuck && quarters > 1 ? 1e9 : 0;
      await pass(wait, undefined, signal && { signal });
      onProgress?.(soFar(quarters));
    }
    signal?.throwIfAborted();
    return soFar(4);
  }

  async compare(...args: Parameters<FakeComparer['compare']>): Promise<Comparison> {
    return this.comparer.compare(...args);
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}
