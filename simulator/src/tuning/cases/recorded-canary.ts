import type { ModelPolicy } from '@lastgood/triggers';

import type { SourceOptions } from '../../traffic/source-name.ts';
import type { RecordedCanary } from './recorded.ts';
import { showsWorse } from './shows-worse.ts';

/**
 * A recording as it was, whose canary counts as faulty if the recording shows that it was worse than the policy tolerates.
 * Otherwise nobody knows: that it is not shown to be worse does not make it healthy.
 *
 * @throws LastgoodError for a recording that cannot be read or has nothing to judge
 */
export async function recordedCanary(
  file: string,
  policy: ModelPolicy,
  options: SourceOptions,
): Promise<RecordedCanary> {
  const worse = await showsWorse(file, policy, options);
  return { kind: 'recording', file, ...(worse && { faulty: true }) };
}
