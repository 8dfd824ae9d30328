import { LastgoodError, type ModelPolicy, type Pair } from '@lastgood/triggers';

import { readPolicy } from '../policies/read.ts';
import { loadScenario, shippedPolicy, shippedRecording } from '../scenarios/library.ts';
import { isFaulty } from '../scenarios/list.ts';
import type { ShadowScenario } from '../scenarios/scenario.ts';
import { readOnce } from './recorded/read-once.ts';
import { recordingSource } from './recorded/recording-source.ts';
import { scenarioSource, versionsOf } from './scenario/scenario-source.ts';
import type { SourceName, SourceOptions } from './source-name.ts';
import type { Source } from './source.ts';

/**
 * Opens traffic for a policy: a scenario, or a recording as it was, as a twin or with a fault.
 *
 * @throws LastgoodError for traffic that cannot be read or does not fit the policy
 */
export async function openSource(
  name: SourceName,
  policy: ModelPolicy,
  options: SourceOptions,
): Promise<Source> {
  if (name.kind === 'scenario') {
    const scenario = await loadScenario(name.scenario);
    return 'shadow' in scenario ? shadowSource(scenario, policy) : scenarioSource(scenario, policy);
  }
  const versions = recordedVersions(policy, options);
  const recording = await readOnce(name.file, policy, versions);
  return recordingSource(recording, name, policy, { recorded: versions, shown: versions });
}

/** In its log the versions have the names that the scenario's own policy has for them. */
async function shadowSource(scenario: ShadowScenario, policy: ModelPolicy): Promise<Source> {
  const own = await readPolicy(shippedPolicy(scenario.policy));
  const recorded = recordedVersions(own, {});
  const file = shippedRecording(scenario.shadow);
  const recording = await readOnce(file, policy, recorded);
  const name = { kind: 'recording', file, faulty: isFaulty(scenario) } as const;
  return recordingSource(recording, name, policy, { recorded, shown: versionsOf(policy) });
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
