import type { Guardrail, ModelPolicy } from '@lastgood/triggers';

import { loadScenario } from '../../scenarios/library.ts';
import { listScenarios } from '../../scenarios/list.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { matchMetrics } from '../../traffic/scenario/matching.ts';
import type { Cases } from './cases.ts';

/**
 * Scenarios, by their names or paths; each says itself whether its canary is healthy.
 *
 * @throws LastgoodError for one that there is not, or that is wrong
 */
export async function scenarioCases(names: readonly string[], policy: ModelPolicy): Promise<Cases> {
  const remarks: string[] = [];
  for (const name of names) {
    const scenario = await loadScenario(name);
    if ('shadow' in scenario) continue;
    remarks.push(...matchMetrics(scenario, policy).sentences.map((text) => `${name}: ${text}`));
  }
  return {
    cases: names.map((name) => ({
      name,
      source: { kind: 'scenario', scenario: name },
      options: {},
    })),
    remarks,
  };
}

/** The names of the scenarios that come with Lastgood and that a policy can judge. */
export async function fittingScenarios(policy: ModelPolicy): Promise<string[]> {
  const all = await listScenarios();
  return all.filter(({ scenario, own }) => judges(policy, scenario, own)).map(({ name }) => name);
}

/**
 * Whether the policy observes something of it and, where something goes wrong, also that; and whether a canary that is
 * healthy by the scenario's own policy is so by this one. Users have to be split by it, and calibrated in half of the time.
 */
export function judges(policy: ModelPolicy, scenario: Scenario, own: ModelPolicy): boolean {
  if ('shadow' in scenario) {
    const names = new Set(policy.guardrails.map(({ name }) => name));
    return own.guardrails.some(({ name }) => names.has(name));
  }
  const { users, length } = scenario;
  // By request they are nothing but requests, and what comes of those other scenarios show.
  if (users && policy.randomise !== 'user') return false;
  if (length < calibrationsIn * policy.calibrate) return false;
  const { matches } = matchMetrics(scenario, policy);
  const observed = new Map(matches.map(({ name, guardrail }) => [name, guardrail]));
  const faults = scenario.changes.filter(({ fault }) => fault);
  if (faults.length > 0) return faults.every(({ what }) => observed.has(what));
  const worse = scenario.changes.filter(({ arm }) => arm === 'canary');
  const strict = worse.some(({ what }) => {
    const guardrail = observed.get(what);
    const theirs = own.guardrails.find(({ name }) => name === what);
    return guardrail && theirs && !toleratesAsMuch(guardrail, theirs);
  });
  return matches.length > 0 && !strict;
}

/** So many times as long as the calibration is traffic that has time for what comes after it. */
const calibrationsIn = 2;

/** A guardrail that does not compare tolerates whatever there is. */
function toleratesAsMuch({ tolerance }: Guardrail, other: Guardrail): boolean {
  if (!tolerance) return true;
  const own = new Map<string, number>(Object.entries(tolerance));
  return Object.entries(other.tolerance ?? {}).every(
    ([key, part]: [string, number]) => (own.get(key) ?? 0) >= part,
  );
}
