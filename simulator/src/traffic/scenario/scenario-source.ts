import { LastgoodError, type ModelPolicy, type Pair } from '@lastgood/triggers';

import type { SyntheticScenario } from '../../scenarios/scenario.ts';
import { count } from '../../words/counts.ts';
import { mostIntervals, type Source } from '../source.ts';
import { matchMetrics } from './matching.ts';
import { ObservedMetric } from './metric-course.ts';
import { mostRequests } from './most-requests.ts';
import { ScenarioCourse } from './scenario-course.ts';

/** What canary and baseline are called where the policy leaves it to the flag. */
export function versionsOf({
  canary = 'canary',
  baseline = 'baseline',
}: ModelPolicy): Pair<string> {
  return { canary, baseline };
}

/**
 * The traffic of a scenario, as a policy sees it. Ticks carry the names of the policy's guardrails and versions.
 *
 * @throws LastgoodError `scenario-not-observed` if none of the policy's guardrails finds a metric, `scenario-too-large` if it
 *   has more ticks or requests than could be gone through
 */
export function scenarioSource(scenario: SyntheticScenario, policy: ModelPolicy): Source {
  const observed = observedMetrics(scenario, policy);
  const from = firstTick(scenario, policy);
  const versions = versionsOf(policy);
  return {
    intervals: intervalsIn(scenario, policy),
    from,
    versions,
    closed: true,
    start: (seed) => new ScenarioCourse({ scenario, policy, observed, versions, from }, seed),
  };
}

function intervalsIn(scenario: SyntheticScenario, { tick }: ModelPolicy): number {
  const intervals = Math.ceil(scenario.length / tick);
  if (intervals > mostIntervals) {
    throw new LastgoodError(
      'scenario-too-large',
      `the scenario has ${count(intervals)} ticks of the policy, more than ${count(mostIntervals)}`,
    );
  }
  const requests = mostRequests(scenario, scenario.length);
  if (requests <= Number.MAX_SAFE_INTEGER) return intervals;
  throw new LastgoodError(
    'scenario-too-large',
    `the scenario has up to ${requests} requests, more than can be counted, 2^53 - 1`,
  );
}

/** Begin of the first tick, epoch milliseconds. */
export function firstTick({ start }: SyntheticScenario, { tick }: ModelPolicy): number {
  return Math.floor(start / tick) * tick;
}

/** @throws LastgoodError `scenario-not-observed` if there are none */
export function observedMetrics(
  scenario: SyntheticScenario,
  policy: ModelPolicy,
): ObservedMetric[] {
  const { matches, sentences } = matchMetrics(scenario, policy);
  if (matches.length > 0)
    return matches.map((match) => new ObservedMetric(match, scenario.changes));
  throw new LastgoodError(
    'scenario-not-observed',
    `the policy of ${policy.model} observes nothing of the scenario: ${sentences.join('; ')}`,
  );
}
