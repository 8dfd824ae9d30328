import { proportionMoments, rateMoments } from '../../src/rules/arithmetic/moments.ts';
import type { Rule, RuleDecision, RuleTick } from '../../src/rules/rule.ts';

type Hits = readonly [hits: number, count: number];

/** A tick of ten seconds, the `number`th (1 for the first). */
export function tick(number: number, canary: Hits, baseline: Hits = [10, 1000]): RuleTick {
  const moments = ([hits, count]: Hits): RuleTick['canary'] => proportionMoments({ count, hits });
  return {
    from: (number - 1) * 10_000,
    to: number * 10_000,
    canary: moments(canary),
    baseline: moments(baseline),
  };
}

/** The same hits in so many ticks. */
export function repeated(times: number, hits: Hits): Hits[] {
  return Array.from({ length: times }, () => hits);
}

/** The ticks of a canary, the baseline always at 1 %. */
export function ticks(canary: readonly Hits[]): RuleTick[] {
  return canary.map((hits, index) => tick(index + 1, hits));
}

/** Ticks of events, canary and baseline, each on the exposure that comes after them. */
export function rateTicks(
  count: number,
  canary: readonly [hits: number, exposure: number],
  baseline: readonly [hits: number, exposure: number],
): RuleTick[] {
  const moments = ([hits, exposure]: typeof canary): RuleTick['canary'] =>
    rateMoments({ hits, exposure });
  return Array.from({ length: count }, (_, index) => ({
    from: index * 10_000,
    to: (index + 1) * 10_000,
    canary: moments(canary),
    baseline: moments(baseline),
  }));
}

export interface Run<State> {
  readonly state: State;
  /** What the rule decided first, and at which tick (1 for the first). */
  readonly decision?: RuleDecision & { readonly tick: number };
}

/** Runs a rule until it decides. */
export function run<Options, State>(
  rule: Rule<Options, State>,
  options: Options,
  all: readonly RuleTick[],
): Run<State> {
  let state = rule.initial(options);
  for (const [index, one] of all.entries()) {
    const step = rule.step(options, state, one);
    ({ state } = step);
    if (step.decision) return { state, decision: { ...step.decision, tick: index + 1 } };
  }
  return { state };
}
