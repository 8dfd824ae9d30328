import { comparedVersions, readFlagFiles } from '@lastgood/controller';
import { LastgoodError, type ModelPolicy, type Pair } from '@lastgood/triggers';

import { readPolicy } from '../policies/read.ts';
import { loadScenario, shippedPolicy, shippedRecording } from '../scenarios/library.ts';
import { requestSource } from '../traffic/request-source.ts';
import type { Traffic } from '../traffic/request.ts';
import { shadowTraffic } from '../traffic/shadow.ts';
import type { SourceName, SourceOptions } from '../traffic/source-name.ts';
import type { Source } from '../traffic/source.ts';
import { syntheticTraffic } from '../traffic/synthetic.ts';

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
  readonly policy: ModelPolicy;
  readonly versions: Pair<string>;
  /** The traffic in virtual time. */
  readonly source: Source;
  /** Its requests one by one, for real parts, by seed; absent where a recording has none that could be split anew. */
  readonly traffic?: (seed: number) => Traffic;
}

/** @throws LastgoodError naming the scenario or the file and what is wrong with it */
export async function prepareRun(options: RunOptions): Promise<PreparedRun> {
  const { source: named, seed } = options;
  if (named.kind !== 'scenario') throw new Error('not yet');
  const scenario = await loadScenario(named.scenario);
  const given = options.policy ?? shippedPolicy(scenario.policy);
  const policy = typeof given === 'string' ? await readPolicy(given, options.model) : given;
  const versions = await versionsOf(options, policy);
  const { traffic } = scenario;
  const shadow =
    'shadow' in traffic ? await shadowTraffic(shippedRecording(traffic.shadow)) : undefined;
  const trafficOf = (seed: number): Traffic =>
    'shadow' in traffic
      ? (shadow as Traffic)
      : syntheticTraffic(traffic.synthetic, policy.tick, seed);
  demandTraffic(named.scenario, trafficOf(seed), versions);
  const source = requestSource(policy, versions, trafficOf, (seed) =>
    shadow ? seed : 1000 + seed,
  );
  return {
    options,
    name: named.scenario,
    title: scenario.title,
    policy,
    versions,
    source,
    traffic: trafficOf,
  };
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

function demandTraffic(name: string, traffic: Traffic, versions: Pair<string>): void {
  const missing = [versions.baseline, versions.canary].find(
    (version) => !traffic.versions.includes(version),
  );
  if (missing === undefined) return;
  throw new LastgoodError(
    'scenario-without-version',
    `the scenario "${name}" has no traffic of "${missing}": it has ${traffic.versions.join(', ')}`,
  );
}
