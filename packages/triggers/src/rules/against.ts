import { LastgoodError } from '../errors.ts';
import type { Guardrail, MeanGuardrail, ProportionGuardrail } from '../policy/model.ts';
import { isOf } from '../ticks/samples/sample.ts';
import { sampleOf, type Pair, type Tick } from '../ticks/tick.ts';
import { argoRollouts } from './argo-rollouts.ts';
import { noMoments, proportionMoments, type Moments } from './arithmetic/moments.ts';
import type { Condition } from './condition.ts';
import { flagger } from './flagger.ts';
import { growthBook } from './growthbook.ts';
import { kayenta } from './kayenta.ts';
import type { Rule, RuleDecision, RuleTick } from './rule.ts';
import { statsig } from './statsig.ts';

/** A rule on its way through the ticks of one guardrail. It never changes: each step gives the next. */
export interface RunningRule {
  readonly name: string;
  step(tick: RuleTick): RunningRuleStep;
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
  state: State = rule.initial(options),
): RunningRule {
  return {
    name: rule.name,
    step(tick) {
      const { state: next, ...rest } = rule.step(options, state, tick);
      return { rule: startRule(rule, options, next), ...rest };
    },
  };
}

/** The rules look at means, and a proportion is one. */
type MeanLike = ProportionGuardrail | MeanGuardrail;

/** The rules that peers use, with their own defaults, by name. */
const peers: ReadonlyMap<string, (guardrail: MeanLike) => RunningRule> = new Map([
  ['argo', (guardrail) => startRule(argoRollouts, condition(guardrail))],
  ['flagger', (guardrail) => startRule(flagger, condition(guardrail))],
  ['kayenta', ({ worse }) => startRule(kayenta, { worse })],
  ['growthbook', ({ worse }) => startRule(growthBook, { worse })],
  ['statsig', ({ worse }) => startRule(statsig, { worse })],
]);

/**
 * The peers' rules, ready to judge one guardrail.
 *
 * @throws LastgoodError `rule-unknown` for a name that no rule has, `rule-guardrail` for a type that they cannot judge
 */
export function peerRules(names: readonly string[], guardrail: Guardrail): RunningRule[] {
  return names.map((name) => {
    const begin = peers.get(name);
    if (begin && (guardrail.type === 'proportion' || guardrail.type === 'mean')) {
      return begin(guardrail);
    }
    if (begin) {
      throw new LastgoodError(
        'rule-guardrail',
        `${name} judges proportions and means only, and the guardrail ${guardrail.name} is of type ${guardrail.type}`,
      );
    }
    const known = [...peers.keys()].join(', ');
    throw new LastgoodError('rule-unknown', `there is no rule "${name}": there is ${known}`);
  });
}

/** What a tick is to a rule that judges one guardrail. */
export function ruleTick(guardrail: Guardrail, versions: Pair<string>, tick: Tick): RuleTick {
  const moments = (arm: keyof Pair<Moments>): Moments => {
    const sample = sampleOf(tick, versions[arm], guardrail.name);
    if (!sample) return noMoments[arm];
    if (isOf(sample, 'mean')) return sample;
    if (isOf(sample, 'proportion')) return proportionMoments(sample);
    throw new LastgoodError(
      'rule-guardrail',
      `the rules of peers judge proportions and means only, and ${guardrail.name} is of type ${guardrail.type}`,
    );
  };
  return {
    from: tick.from,
    to: tick.to,
    canary: moments('canary'),
    baseline: moments('baseline'),
  };
}

/** The guardrail in the unit of its values. */
function condition(guardrail: MeanLike): Condition {
  const { worse, limit } = guardrail;
  const tolerance = inValues(guardrail);
  return { worse, ...(tolerance && { tolerance }), ...(limit && { limit: limit.bound }) };
}

/** In terms of hits: where misses are bad, 1 - (absolute + ratio (1 - hits)). */
function inValues({ type, worse, tolerance }: MeanLike): Condition['tolerance'] {
  if (!tolerance) return undefined;
  const { relative, absolute } = tolerance;
  if (worse === 'higher') return { offset: absolute, ratio: 1 + relative };
  return type === 'proportion'
    ? { offset: -(absolute + relative), ratio: 1 + relative }
    : { offset: -absolute, ratio: 1 - relative };
}
