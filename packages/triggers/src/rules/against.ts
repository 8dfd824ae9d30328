import { LastgoodError } from '../errors.ts';
import type { Guardrail } from '../policy/model.ts';
import type { Worse } from '../ticks/bad.ts';
import type { SampleType } from '../ticks/samples/sample.ts';
import type { Pair } from '../ticks/tick.ts';
import { argoRollouts } from './argo-rollouts.ts';
import type { Compared } from './arithmetic/moments.ts';
import type { Condition } from './condition.ts';
import { cusum } from './cusum.ts';
import { flagger } from './flagger.ts';
import { growthBook } from './growthbook.ts';
import { kayenta } from './kayenta.ts';
import { readingsOf, type Reading } from './readings.ts';
import type { Rule } from './rule.ts';
import { startRule, type RunningRule } from './running.ts';
import { statsig } from './statsig.ts';

/** A rule that peers use, with their own defaults. */
export interface Peer {
  readonly name: string;
  /** What it is, for people, in a line. */
  readonly summary: string;
  /** Makes it ready to judge a guardrail. */
  start(guardrail: Guardrail, versions: Pair<string>): StartedPeer;
}

export type StartedPeer =
  /** One for each metric that the guardrail comes to: the first decision of any of them counts. */
  | { readonly rules: readonly RunningRule[] }
  /** Why it has nothing to say about guardrails of this type, to follow its name. */
  | { readonly unjudged: string };

/** @param unjudged the types that it cannot judge, and why */
function peer<Options, State>(
  rule: Rule<Options, State>,
  summary: string,
  options: (reading: Reading, guardrail: Guardrail) => Options,
  unjudged: Partial<Record<SampleType, string>> = {},
): Peer {
  return {
    name: rule.name,
    summary,
    start(guardrail, versions) {
      const reason = unjudged[guardrail.type];
      if (reason !== undefined) return { unjudged: reason };
      const readings = readingsOf(guardrail, versions);
      return {
        rules: readings.map((reading) => startRule(rule, options(reading, guardrail), reading)),
      };
    },
  };
}

/** What the rules need that judge each tick by itself. */
function condition(reading: Reading): Condition {
  return reading.condition;
}

/** What the rules need that know no tolerance: everything worse counts. */
function comparison(
  { condition: { worse } }: Reading,
  { type }: Guardrail,
): { readonly worse: Worse; readonly compared: Compared } {
  return { worse, compared: type === 'rate' ? 'rate' : 'mean' };
}

/** The rules that peers use, and the textbook's. */
export const peers: readonly Peer[] = [
  peer(argoRollouts, 'Argo Rollouts: one failed measurement is too many', condition),
  peer(flagger, 'Flagger: one failed check is too many, one without a value too', condition),
  peer(
    kayenta,
    'Kayenta: every 5 minutes a rank test of one value a tick',
    ({ condition: { worse } }) => ({ worse }),
    { categories: 'compares one number of each version, and categories have none' },
  ),
  peer(growthBook, 'GrowthBook: sequential test of means and rates, risk 5 %', comparison, {
    histogram: 'has no sequential test for quantiles',
    categories: 'has no test for categories',
  }),
  peer(statsig, 'Statsig: sequential test of means and rates (mSPRT), risk 5 %', comparison, {
    histogram: 'has no sequential test for percentiles',
    categories: 'has no test for categories',
  }),
  peer(cusum, "the textbook's cumulative sum (Page), alarm at 4 deviations", comparison, {
    histogram: 'adds up differences of means and rates only',
    categories: 'adds up differences of means and rates only',
  }),
];

/** @throws LastgoodError `rule-unknown` for a name that no rule has */
export function peerNamed(name: string): Peer {
  const named = peers.find((one) => one.name === name);
  if (named) return named;
  const known = peers.map((one) => one.name).join(', ');
  throw new LastgoodError('rule-unknown', `there is no rule "${name}": there is ${known}`);
}
