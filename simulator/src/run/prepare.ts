import { comparedVersions, readFlagFiles } from '@lastgood/controller';
import { LastgoodError, type ModelPolicy, type Pair } from '@lastgood/triggers';

import { readPolicy } from '../policies/read.ts';
import { loadScenario, shippedPolicy, shippedRecording } from '../scenarios/library.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { openSource } from '../traffic/open-source.ts';
import type { Traffic } from '../traffic/request.ts';
import { matchMetrics } from '../traffic/scenario/matching.ts';
import { scenarioRequests } from '../traffic/scenario/scenario-requests.ts';
import { scenarioSource } from '../traffic/scenario/scenario-source.ts';
import { shadowTraffic } from '../traffic/shadow.ts';
import type { SourceName, SourceOptions } from '../traffic/source-name.ts';
import type { Source } from '../traffic/source.ts';

export interface RunOptions {
  /** A scenario, or a recording. */
  readonly source: SourceName;
  /** The versions, where neither the policy nor the flag says. */
  readonly versions?: SourceOptions;
  /** The same seed gives the same requests and the same split. */
  readonly seed: number;
  /** A file or folder of flag definitions. */
  readonly flags: string;
  /** A policy in place of the scenario's own, which a recording does not have: a file, or what was read already. */
  readonly policy?: string | ModelPolicy;
  /** The model of that policy, where it has several. */
  readonly model?: string;
  /** Where the sync server listens, on 127.0.0.1; 0 picks a free port. */
  readonly syncPort: number;
}

/** All that a run needs, read and checked, before any server is started. */
export interface PreparedRun {
  readonly options: RunOptions;
  /** The scenario's name or the recording's file, and what it is about. */
  readonly name: string;
  readonly title: string;
  /** It names the versions. */
  readonly policy: ModelPolicy;
  readonly versions: Pair<string>;
  /** What of the traffic the policy does not see, a sentence for each. */
  readonly remarks: readonly string[];
  /** The traffic in virtual time. */
  readonly source: Source;
  /** Its requests one by one, for real parts, by seed; absent where a recording has none that could be split anew. */
  readonly traffic?: (seed: number) => Promise<Traffic>;
}

/** @throws LastgoodError naming the scenario or the file and what is wrong with it */
export async function prepareRun(options: RunOptions): Promise<PreparedRun> {
  const scenario =
    options.source.kind === 'scenario' ? await loadScenario(options.source.scenario) : undefined;
  const read = await readGiven(options, scenario);
  const versions = await versionsOf(options, read);
  const policy = { ...read, ...versions };
  const traffic = await trafficOf(options.source, scenario, policy);
  if (traffic.source.closed && policy.calibrate > 0) {
    throw new LastgoodError(
      'calibration-not-simulated',
      `the policy of ${policy.model} calibrates groups of users, and there are none in "${traffic.name}": leave out calibrate, or take a recording of ticks with a calibration`,
    );
  }
  return { options, policy, versions, ...traffic };
}

async function readGiven(
  { policy, model, source }: RunOptions,
  scenario: Scenario | undefined,
): Promise<ModelPolicy> {
  if (typeof policy === 'object') return policy;
  if (policy !== undefined) return readPolicy(policy, model);
  if (scenario) return readPolicy(shippedPolicy(scenario.policy), model);
  const file = source.kind === 'scenario' ? source.scenario : source.file;
  throw new LastgoodError('policy-missing', `${file}: a recording has no policy of its own`);
}

/** What is compared: what is said, or else what the policy's flag says. */
async function versionsOf(options: RunOptions, policy: ModelPolicy): Promise<Pair<string>> {
  const { baseline = policy.baseline, canary = policy.canary } = options.versions ?? {};
  if (baseline !== undefined && canary !== undefined) return { baseline, canary };
  const named = {
    flag: policy.flag,
    ...(baseline !== undefined && { baseline }),
    ...(canary !== undefined && { canary }),
  };
  return comparedVersions(await readFlagFiles(options.flags), named);
}

type PreparedTraffic = Pick<PreparedRun, 'name' | 'title' | 'remarks' | 'source' | 'traffic'>;

async function trafficOf(
  named: SourceName,
  scenario: Scenario | undefined,
  policy: ModelPolicy,
): Promise<PreparedTraffic> {
  if (named.kind !== 'scenario') {
    return { name: named.file, ...(await recordingOf(named, policy)) };
  }
  if (!scenario) throw new Error('a scenario that was not loaded');
  const { title } = scenario;
  if ('shadow' in scenario) {
    const file = shippedRecording(scenario.shadow);
    return {
      name: named.scenario,
      ...(await recordingOf({ kind: 'recording', file }, policy)),
      title,
    };
  }
  return {
    name: named.scenario,
    title,
    remarks: matchMetrics(scenario, policy).sentences,
    source: scenarioSource(scenario, policy),
    traffic: async (seed) => scenarioRequests(scenario, policy, seed),
  };
}

async function recordingOf(
  named: Exclude<SourceName, { kind: 'scenario' }>,
  policy: ModelPolicy,
): Promise<Pick<PreparedTraffic, 'title' | 'remarks' | 'source' | 'traffic'>> {
  const source = await openSource(named, policy, {});
  const title = source.closed ? 'requests, split as the policy decides' : 'as it was recorded';
  const recorded = { title, remarks: [], source };
  if (named.kind !== 'recording' || !source.closed) return recorded;
  let requests: Promise<Traffic> | undefined;
  return { ...recorded, traffic: () => (requests ??= shadowTraffic(named.file)) };
}
