import { ruleFiguresOf } from '../../src/rollouts/comparison-figures.ts';
import type { ComparedRollout, RuleResult } from '../../src/rollouts/comparison.ts';
import type { Case, EvaluationRequest } from '../../src/rollouts/evaluation.ts';
import type { Comparison } from '../../src/rollouts/evaluator.ts';
import type { Comparer } from '../../src/screen/comparing/comparing.ts';

const from = Date.parse('2026-01-01T00:00:00Z');
const tickLength = 30 * 60_000;
const ticks = 96;
const faulty = 30;

/** What each rule does to a faulty canary and to a healthy one: the tick of its decision, by no randomness. */
const deeds: Readonly<
  Record<string, (seed: number, fault: boolean) => readonly [RuleResult['decision'], number]>
> = {
  lastgood: (seed, fault) => (fault ? ['rollback', faulty + 4 + (seed % 5)] : ['none', 0]),
  argo: (seed) => ['rollback', 1 + (seed % 7)],
  flagger: (seed, fault) => (fault || seed % 3 === 0 ? ['rollback', 2 + (seed % 40)] : ['none', 0]),
  kayenta: (seed, fault) => (fault && seed % 2 === 1 ? ['hold', faulty + 30] : ['none', 0]),
  growthbook: (seed, fault) =>
    fault
      ? ['rollback', faulty + 15 + (seed % 9)]
      : seed % 20 === 7
        ? ['rollback', 50]
        : ['none', 0],
  statsig: () => ['unjudged', 0],
  cusum: () => ['none', 0],
};

function resultOf(rule: string, seed: number, fault: boolean): RuleResult {
  const [decision, tick] = deeds[rule]?.(seed, fault) ?? ['none', 0];
  const decided = decision === 'rollback' || decision === 'hold';
  const late = decision === 'rollback' && fault && tick > faulty;
  return {
    rule,
    decision,
    tick: decided ? tick : null,
    time: decided ? from + tick * tickLength : null,
    guardrail: decided ? 'accuracy' : null,
    reason: decided
      ? `accuracy: misses of v13 are 26.35 % (137 of 520), of v12 17.78 % (832 of 4,680), as ${rule} sees it`
      : null,
    canaryRequests: 10 * (decided ? tick : ticks),
    delay: late ? { time: (tick - faulty) * tickLength, requests: 10 * (tick - faulty) } : null,
    falseRollback: decision === 'rollback' && !late,
    unjudged:
      decision === 'unjudged' ? [{ guardrail: 'accuracy', reason: 'has no test for it' }] : [],
  };
}

function rolloutOf(seed: number, fault: boolean): ComparedRollout {
  return {
    seed,
    from,
    to: from + ticks * tickLength,
    fault: fault ? from + faulty * tickLength : null,
    rules: Object.keys(deeds).map((rule) => resultOf(rule, seed, fault)),
  };
}

function comparisonOf({ cases, runs, seed }: EvaluationRequest, done: number): Comparison {
  const results = cases.map(({ name }) =>
    Array.from({ length: Math.ceil(done / cases.length) }, (_, place) =>
      rolloutOf(seed + place, name === 'failing'),
    ),
  );
  return {
    done,
    total: cases.length * runs,
    timeLeft: 12_000,
    figures: ruleFiguresOf(results.flat()),
    cases: cases.map(({ name }, place) => ({
      name,
      figures: ruleFiguresOf(results[place] ?? []),
      results: results[place] ?? [],
    })),
  };
}

/** The traffic of the Compare view in tests. */
export const fakeCases: readonly Case[] = ['failing', 'healthy'].map((name) => ({
  name,
  source: { kind: 'scenario', scenario: name },
  options: {},
}));

/** Compares nothing, but tells of it: half of it at once, the rest when it is let. */
export class FakeComparer implements Comparer {
  readonly requests: EvaluationRequest[] = [];
  readonly aborted: EvaluationRequest[] = [];
  #finish = (): void => {};

  async compare(
    request: EvaluationRequest,
    options: Parameters<Comparer['compare']>[1] = {},
  ): Promise<Comparison> {
    this.requests.push(request);
    const total = request.cases.length * request.runs;
    options.onProgress?.(comparisonOf(request, total / 2));
    await new Promise<void>((resolve, reject) => {
      this.#finish = resolve;
      options.signal?.addEventListener('abort', () => {
        this.aborted.push(request);
        reject(new Error('stopped'));
      });
    });
    return comparisonOf(request, total);
  }

  /** Lets the comparison that is being made come to its end. */
  finish(): void {
    this.#finish();
  }
}
