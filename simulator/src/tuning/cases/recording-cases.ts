import { stat } from 'node:fs/promises';

import { LastgoodError, type ModelPolicy } from '@lastgood/triggers';

import type { Case } from '../../rollouts/evaluation.ts';
import { openSource } from '../../traffic/open-source.ts';
import type { SourceOptions } from '../../traffic/source-name.ts';
import type { Cases } from './cases.ts';
import { recordedCanary } from './recorded-canary.ts';
import { canaryCase, faultCase, twinCase } from './recorded.ts';

/** How bad the faults are that are put into the twin, in times the harm of the guardrail. */
const times = [1, 2];

/**
 * What a recording gives to try a policy on: its twin, which is healthy; the twin with known faults in each guardrail; and
 * the recorded canary, if the recording shows that it was worse than tolerated.
 *
 * @throws LastgoodError for a recording that cannot be read or has nothing to judge
 */
export async function recordingCases(
  file: string,
  policy: ModelPolicy,
  options: SourceOptions,
): Promise<Cases> {
  const remarks: string[] = [];
  const cases: Case[] = [];
  const add = async (one: Case): Promise<void> => {
    // What does not fit is told before the first of many rollouts.
    await openSource(one.source, policy, options);
    cases.push(one);
  };
  await refusePipe(file);
  await add(twinCase(file, options));
  const canary = await recordedCanary(file, policy, options);
  if (canary.faulty) await add(canaryCase(canary, options));
  else {
    remarks.push(
      `${file}: it does not show that its canary was worse than tolerated, so that one counts neither as healthy nor as faulty`,
    );
  }
  for (const guardrail of policy.guardrails.map((one) => one.name)) {
    try {
      for (const many of times) await add(faultCase(file, guardrail, many, options));
    } catch (error) {
      if (!(error instanceof LastgoodError) || error.code !== 'fault-impossible') throw error;
      remarks.push(`${file}: no fault in ${guardrail}: ${error.message}`);
    }
  }
  return { cases, remarks };
}

/** Each thread reads the recording. A file that is not there is told by whoever reads it. */
async function refusePipe(file: string): Promise<void> {
  const stats = await stat(file).catch(() => undefined);
  if (!stats?.isFIFO()) return;
  throw new LastgoodError(
    'recording-unreadable',
    `${file}: a pipe can be read only once, and the recording is read several times: save it in a file`,
  );
}
