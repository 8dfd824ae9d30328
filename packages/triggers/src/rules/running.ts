import type { Tick } from '../ticks/tick.ts';
import type { Reading } from './readings.ts';
import type { Rule, RuleDecision } from './rule.ts';

/** A rule on its way through the ticks of one metric. It never changes: each step gives the next. */
export interface RunningRule {
  /** What it follows, for people: the guardrail's name, with the quantile where it is one. */
  readonly metric: string;
  step(tick: Tick): RunningRuleStep;
}

export interface RunningRuleStep {
  readonly rule: RunningRule;
  /** Absent as long as the rule lets the rollout go on; the first one is final. */
  readonly decision?: RuleDecision;
}

/** Starts a rule, whatever its options and its state are. */
export function startRule<Options, State>(
  rule: Rule<Options, State>,
  options: Options,
  reading: Reading,
  state: State = rule.initial(options),
): RunningRule {
  return {
    metric: reading.metric,
    step(tick) {
      const { state: next, ...rest } = rule.step(options, state, reading.read(tick));
      return { rule: startRule(rule, options, reading, next), ...rest };
    },
  };
}
