import type { ModelPolicy } from '@lastgood/triggers';

import { readPolicy } from '../policies/read.ts';
import { loadScenario, scenarioNames, shippedPolicy } from './library.ts';
import type { Scenario } from './scenario.ts';

/** A scenario that comes with Lastgood. */
export interface ListedScenario {
  readonly name: string;
  readonly scenario: Scenario;
  /** The policy that fits it. */
  readonly own: ModelPolicy;
}

/** The scenarios that come with Lastgood, by name. */
export async function listScenarios(): Promise<ListedScenario[]> {
  return Promise.all((await scenarioNames()).map(listed));
}

async function listed(name: string): Promise<ListedScenario> {
  const scenario = await loadScenario(name);
  return { name, scenario, own: await readPolicy(shippedPolicy(scenario.policy)) };
}

/** Whether the canary is worse than a good policy tolerates. */
export function isFaulty(scenario: Scenario): boolean {
  return 'shadow' in scenario
    ? scenario.expect.decision === 'rollback'
    : scenario.changes.some(({ fault }) => fault);
}
