import type { ModelPolicy } from '@lastgood/triggers';

import { readPolicy } from '../../policies/read.ts';
import { loadScenario, scenarioNames, shippedPolicy } from '../../scenarios/library.ts';
import type { Scenario, SyntheticScenario } from '../../scenarios/scenario.ts';
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
  const names = await scenarioNames();
  const fits = await Promise.all(
    names.map(async (name) => isJudgedBy(policy, await loadScenario(name))),
  );
  return names.filter((_, place) => fits[place]);
}

async function isJudgedBy(policy: ModelPolicy, scenario: Scenario): Promise<boolean> {
  if ('shadow' in scenario) {
    const own = await readPolicy(shippedPolicy(scenario.policy));
    const names = new Set(policy.guardrails.map(({ name }) => name));
    return own.guardrails.some(({ name }) => names.has(name));
  }
  return observes(policy, scenario);
}

/** Whether the policy observes something of a scenario and, where something goes wrong, also that. */
export function observes(policy: ModelPolicy, scenario: SyntheticScenario): boolean {
  const { matches } = matchMetrics(scenario, policy);
  const observed = new Set(matches.map(({ name }) => name));
  const faults = scenario.changes.filter(({ fault }) => fault);
  return matches.length > 0 && faults.every(({ what }) => observed.has(what));
}
