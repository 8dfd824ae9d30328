import { comparedVersions, readFlagFiles } from '@lastgood/controller';
import { LastgoodError, type ModelPolicy, type Pair } from '@lastgood/triggers';

import { readPolicy } from '../policies/read.ts';
import { beginsWithCalibration } from '../rollouts/calibration.ts';
import { loadScenario, shippedPolicy } from '../scenarios/library.ts';
import type { SyntheticScenario } from '../scenarios/scenario.ts';
import { openSource, openWithTraffic, type Opened } from '../traffic/open-source.ts';
import type { Traffic } from '../traffic/request.ts';
import { matchMetrics } from '../traffic/scenario/matching.ts';
import { mostRequests } from '../traffic/scenario/most-requests.ts';
import { splitsUsers } from '../traffic/scenario/user-groups.ts';
import type { SourceName, SourceOptions } from '../traffic/source-name.ts';
import type { Source } from '../traffic/source.ts';
import { counted } from '../words/counts.ts';

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
  /** Never on real parts. */
  readonly virtual?: boolean;
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
  /** Where it was read from; absent if it was given. */
  readonly policyFile?: string;
  readonly versions: Pair<string>;
  /** What of the traffic the policy does not see, a sentence for each. */
  readonly remarks: readonly string[];
  /** The traffic in virtual time. */
  readonly source: Source;
  /** Its requests one by one, for real parts, by seed; absent where there are none that could be split. */
  readonly traffic?: (seed: number) => Traffic;
}

/** So many requests in a tick take the services some seconds. */
const mostServed = 100_000;

/**
 * @param progress called now and then with how much of a recording has been read, from 0 to 1
 * @throws LastgoodError naming the scenario or the file and what is wrong with it
 */
export async function prepareRun(
  options: RunOptions,
  progress?: (share: number) => void,
): Promise<PreparedRun> {
  const { source: named } = options;
  const scenario = named.kind === 'scenario' ? await loadScenario(named.scenario) : undefined;
  const given = options.policy ?? (scenario && shippedPolicy(scenario.policy));
  if (given === undefined) {
    throw new LastgoodError('policy-missing', `${nameOf(named)}: a recording needs a policy`);
  }
  const read = typeof given === 'string' ? await readPolicy(given, options.model) : given;
  const versions = await versionsOf(options, read);
  const policy = { ...read, ...versions };
  const synthetic = scenario && 'metrics' in scenario ? scenario : undefined;
  const reason = options.virtual ? undefined : whyVirtual(synthetic, policy);
  const isVirtual = options.virtual || reason !== undefined;
  const { source, traffic }: Opened = isVirtual
    ? { source: await openSource(named, policy, versions, progress) }
    : await openWithTraffic(named, policy, versions, progress);
  const remarks = synthetic ? [...matchMetrics(synthetic, policy).sentences] : [];
  if (reason !== undefined && source.closed) remarks.push(reason);
  return {
    options,
    name: nameOf(named),
    title: scenario?.title ?? titleOf(named, source),
    ...(typeof given === 'string' && { policyFile: given }),
    policy,
    versions,
    remarks,
    source,
    ...(traffic && { traffic }),
  };
}

/** Why there is no run of this on real parts, if there is none. */
function whyVirtual(
  scenario: SyntheticScenario | undefined,
  policy: ModelPolicy,
): string | undefined {
  // Which group a user is in is not told by a request that is served the baseline.
  if ((scenario && splitsUsers(scenario, policy)) || beginsWithCalibration(policy)) {
    return 'the policy goes by groups of users: there is virtual time alone, since the services of a run do not know who sends a request';
  }
  const most = scenario ? mostRequests(scenario, policy.tick) : 0;
  if (most <= mostServed) return undefined;
  return `up to ${counted(Math.ceil(most), 'request')} come in a tick: there is virtual time alone, since the services of a run serve each of them`;
}

function nameOf(named: SourceName): string {
  return named.kind === 'scenario' ? named.scenario : named.file;
}

function titleOf(named: SourceName, { closed }: Source): string {
  if (named.kind === 'twin') return 'both versions as its baseline was';
  if (named.kind === 'fault') return `its baseline, and a fault of ${named.guardrail}`;
  return closed ? 'its requests, split as the policy decides' : 'as it was recorded';
}

/** What is compared: what is said, or else what the policy's flag says. */
async function versionsOf(options: RunOptions, policy: ModelPolicy): Promise<Pair<string>> {
  const { baseline = policy.baseline, canary = policy.canary } = options.versions ?? {};
  if (baseline !== undefined && baseline === canary) {
    throw new LastgoodError('same-version', `baseline and canary are both "${canary}"`);
  }
  if (baseline !== undefined && canary !== undefined) return { baseline, canary };
  const named = {
    flag: policy.flag,
    ...(baseline !== undefined && { baseline }),
    ...(canary !== undefined && { canary }),
  };
  try {
    return comparedVersions(await readFlagFiles(options.flags), named);
  } catch (error) {
    // A recording may be of a flag that nobody has here.
    if (options.source.kind === 'scenario' || !(error instanceof LastgoodError)) throw error;
    throw new LastgoodError(
      'versions-unknown',
      `${nameOf(options.source)}: --baseline VERSION and --canary VERSION say what is compared, or the policy; ${error.message}`,
      { cause: error },
    );
  }
}
