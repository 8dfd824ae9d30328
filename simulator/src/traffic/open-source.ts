import { LastgoodError, type ModelPolicy, type Pair } from '@lastgood/triggers';

import { readPolicy } from '../policies/read.ts';
import { loadScenario, shippedPolicy, shippedRecording } from '../scenarios/library.ts';
import { isFaulty } from '../scenarios/list.ts';
import type { ShadowScenario } from '../scenarios/scenario.ts';
import type { HowToRead } from './recorded/read.ts';
import { readOnce } from './recorded/read-once.ts';
import { recordingSource } from './recorded/recording-source.ts';
import type { Traffic } from './request.ts';
import { scenarioRequests } from './scenario/scenario-requests.ts';
import { scenarioSource, versionsOf } from './scenario/scenario-source.ts';
import { renamed } from './shadow.ts';
import type { SourceName, SourceOptions } from './source-name.ts';
import type { Source } from './source.ts';

/** Traffic that was opened. */
export interface Opened {
  readonly source: Source;
  /** Its requests one by one, by seed, with the versions named as in the ticks; absent where there are none to be split. */
  readonly traffic?: (seed: number) => Traffic;
}

/**
 * Opens traffic for a policy: a scenario, or a recording as it was, as a twin or with a fault.
 *
 * @param progress called now and then with how much of a recording has been read, from 0 to 1
 * @throws LastgoodError for traffic that cannot be read or does not fit the policy
 */
export async function openSource(
  name: SourceName,
  policy: ModelPolicy,
  options: SourceOptions,
  progress?: HowToRead['progress'],
): Promise<Source> {
  const { source } = await open(name, policy, options, { progress });
  return source;
}

/**
 * The same with its requests: a shadow log is read once for both.
 *
 * @throws LastgoodError for traffic that cannot be read or does not fit the policy
 */
export async function openWithTraffic(
  name: SourceName,
  policy: ModelPolicy,
  options: SourceOptions,
  progress?: HowToRead['progress'],
): Promise<Opened> {
  return open(name, policy, options, { withTraffic: true, progress });
}

async function open(
  name: SourceName,
  policy: ModelPolicy,
  options: SourceOptions,
  how: HowToRead,
): Promise<Opened> {
  if (name.kind === 'scenario') {
    const scenario = await loadScenario(name.scenario);
    return 'shadow' in scenario
      ? openShadow(scenario, policy, how)
      : {
          source: scenarioSource(scenario, policy),
          traffic: (seed) => scenarioRequests(scenario, policy, seed),
        };
  }
  const recorded = recordedVersions(policy, options);
  const withTraffic = how.withTraffic === true && name.kind === 'recording';
  const recording = await readOnce(name.file, policy, recorded, { ...how, withTraffic });
  const source = recordingSource(recording, name, policy, { recorded, shown: recorded });
  const { traffic } = recording;
  return { source, ...(withTraffic && traffic && { traffic: () => traffic }) };
}

/** In its log the versions have the names that the scenario's own policy has for them. */
async function openShadow(
  scenario: ShadowScenario,
  policy: ModelPolicy,
  how: HowToRead,
): Promise<Opened> {
  const own = await readPolicy(shippedPolicy(scenario.policy));
  const recorded = recordedVersions(own, {});
  const shown = versionsOf(policy);
  const file = shippedRecording(scenario.shadow);
  const recording = await readOnce(file, policy, recorded, how);
  const name = { kind: 'recording', file, faulty: isFaulty(scenario) } as const;
  const source = recordingSource(recording, name, policy, { recorded, shown });
  if (!how.withTraffic || !recording.traffic) return { source };
  const names = { [recorded.canary]: shown.canary, [recorded.baseline]: shown.baseline };
  const traffic = renamed(recording.traffic, names);
  return { source, traffic: () => traffic };
}

/**
 * Which versions a recording is about.
 *
 * @throws LastgoodError `versions-unknown`
 */
export function recordedVersions(policy: ModelPolicy, options: SourceOptions): Pair<string> {
  const { baseline = policy.baseline, canary = policy.canary } = options;
  if (baseline === undefined || canary === undefined) {
    const unknown = baseline === undefined ? 'baseline' : 'canary';
    throw new LastgoodError(
      'versions-unknown',
      `nothing says which version of the recording is the ${unknown}: --${unknown} VERSION does, or the policy`,
    );
  }
  if (baseline !== canary) return { baseline, canary };
  throw new LastgoodError(
    'versions-unknown',
    `baseline and canary are both "${canary}": a recording is about two versions`,
  );
}
