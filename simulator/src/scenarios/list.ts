import { loadScenario, scenarioNames, shippedRecording } from './library.ts';

/** What there is to know of a scenario before it is chosen. */
export interface ListedScenario {
  readonly name: string;
  readonly title: string;
  /** What a good policy does. */
  readonly expect: string;
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
  const { title, expect, policy, traffic } = await loadScenario(name);
  return {
    name,
    title,
    expect,
    faulty: expect === 'rollback',
    policy,
    ...('shadow' in traffic && { recording: shippedRecording(traffic.shadow) }),
  };
}
