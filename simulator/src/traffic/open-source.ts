import { LastgoodError, type ModelPolicy, type Pair } from '@lastgood/triggers';

import { readForRollouts } from './recorded/read.ts';
import { recordingSource } from './recorded/recording-source.ts';
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
  if (name.kind === 'scenario') throw new LastgoodError('scenario-unknown', name.scenario);
  const versions = versionsOf(policy, options);
  const recording = await readForRollouts(name.file, policy, versions);
  return recordingSource(recording, name, policy, versions);
}

function versionsOf(policy: ModelPolicy, options: SourceOptions): Pair<string> {
  const { baseline = policy.baseline, canary = policy.canary } = options;
  if (baseline !== undefined && canary !== undefined && baseline !== canary) {
    return { baseline, canary };
  }
  const problem =
    baseline !== undefined && baseline === canary
      ? `both versions are "${baseline}"`
      : `nothing says which version is the ${baseline === undefined ? 'baseline' : 'canary'}`;
  throw new LastgoodError(
    'versions-unknown',
    `${problem}: a recording is about two, which the policy or --baseline and --canary name`,
  );
}
