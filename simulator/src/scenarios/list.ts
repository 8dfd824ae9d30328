import type { Expectation } from './scenario.ts';
import { loadScenario, scenarioNames, shippedRecording } from './library.ts';

/** What there is to know of a scenario before it is chosen. */
export interface ListedScenario {
  readonly name: string;
  readonly title: string;
  readonly expect: Expectation;
  /** Whether the canary is worse than a good policy tolerates. */
  readonly faulty: boolean;
  /** A file of `simulator/policies`. */
  readonly policy: string;
  /** The file of its traffic, if that was recorded. */
  readonly recording?: string;
}

/** The scenarios that come with Lastgood, by name. */
export async function listScenarios(): Promise<ListedScenario[]> {
  return Promise.all((await scenarioNames()).map(listed));
}

async function listed(name: string): Promise<ListedScenario> {
  const scenario = await loadScenario(name);
  const { title, expect, policy } = scenario;
  const recorded = 'shadow' in scenario;
  return {
    name,
    title,
    expect,
    faulty: recorded ? expect.decision === 'rollback' : scenario.changes.some(({ fault }) => fault),
    policy,
    ...(recorded && { recording: shippedRecording(scenario.shadow) }),
  };
}
