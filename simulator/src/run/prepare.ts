import type { ModelPolicy } from '@lastgood/triggers';

import { readPolicy } from '../policies/read.ts';
import { loadScenario, shippedPolicy, shippedRecording } from '../scenarios/library.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Traffic } from '../traffic/request.ts';
import { shadowTraffic } from '../traffic/shadow.ts';
import { scenarioRequests } from '../traffic/scenario/scenario-requests.ts';

export interface RunOptions {
  /** One of `scenarioNames()`. */
  readonly scenario: string;
  /** The same seed gives the same requests and the same split. */
  readonly seed: number;
  /** A file or folder of flag definitions. */
  readonly flags: string;
  /** A policy in place of the scenario's own: a file, or what was read already. */
  readonly policy?: string | ModelPolicy;
  /** The model of that policy, where it has several. */
  readonly model?: string;
  /** Where the sync server listens, on 127.0.0.1; 0 picks a free port. */
  readonly syncPort: number;
}

/** All that a run needs, read and checked, before any server is started. */
export interface PreparedRun {
  readonly options: RunOptions;
  readonly scenario: Scenario;
  readonly policy: ModelPolicy;
  readonly traffic: Traffic;
}

/** @throws LastgoodError naming the scenario or the file and what is wrong with it */
export async function prepareRun(options: RunOptions): Promise<PreparedRun> {
  const scenario = await loadScenario(options.scenario);
  const given = options.policy ?? shippedPolicy(scenario.policy);
  const policy = typeof given === 'string' ? await readPolicy(given, options.model) : given;
  const traffic =
    'shadow' in scenario
      ? await shadowTraffic(shippedRecording(scenario.shadow))
      : scenarioRequests(scenario, policy, options.seed);
  return { options, scenario, policy, traffic };
}
