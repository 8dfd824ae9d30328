import { loadScenario, scenarioNames } from './library.ts';
import type { Scenario } from './scenario.ts';

/** A scenario that comes with Lastgood. */
export interface ListedScenario {
  readonly name: string;
  readonly scenario: Scenario;
}

/** The scenarios that come with Lastgood, by name. */
export async function listScenarios(): Promise<ListedScenario[]> {
  const names = await scenarioNames();
  return Promise.all(names.map(async (name) => ({ name, scenario: await loadScenario(name) })));
}

/** Whether the canary is worse than a good policy tolerates. */
export function isFaulty(scenario: Scenario): boolean {
  return 'shadow' in scenario
    ? scenario.expect.decision === 'rollback'
    : scenario.changes.some(({ fault }) => fault);
}
