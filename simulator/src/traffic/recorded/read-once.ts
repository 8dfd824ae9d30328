import { stat } from 'node:fs/promises';

import type { ModelPolicy, Pair } from '@lastgood/triggers';

import { readForRollouts, type HowToRead, type Recording } from './read.ts';

/** Enough for the cases of a search, and few enough to be kept in memory. */
const most = 4;

/** By what they were read for, the one that was asked for last at the end. */
const known = new Map<string, Promise<Recording>>();

/**
 * Reads a recording, or takes it from memory: a search asks for the same one under hundreds of policies, which differ in
 * what is decided and not in what is read.
 *
 * @throws LastgoodError if it cannot be read
 */
export async function readOnce(
  file: string,
  policy: ModelPolicy,
  versions: Pair<string>,
  how: HowToRead = {},
): Promise<Recording> {
  const read = JSON.stringify([file, await versionOf(file), versions, readAs(policy)]);
  const complete = `${read}, with its requests`;
  const key = how.withTraffic || known.has(complete) ? complete : read;
  const recording = known.get(key) ?? readForRollouts(file, policy, versions, how);
  known.delete(key);
  known.set(key, recording);
  for (const oldest of known.keys()) {
    if (known.size <= most) break;
    known.delete(oldest);
  }
  try {
    return await recording;
  } catch (error) {
    known.delete(key);
    throw error;
  }
}

/** A file that was written anew is another. A file that is not there is told by whoever reads it. */
async function versionOf(file: string): Promise<readonly number[]> {
  try {
    const { mtimeMs, size } = await stat(file);
    return [mtimeMs, size];
  } catch {
    return [];
  }
}

/** What of a policy decides how outcomes are counted. */
function readAs({ tick, lateness, guardrails }: ModelPolicy): unknown {
  const counted = guardrails.map(({ tolerance: _tolerance, users: _users, ...guardrail }) =>
    'harm' in guardrail ? { ...guardrail, harm: undefined } : guardrail,
  );
  return { tick, lateness, counted };
}
