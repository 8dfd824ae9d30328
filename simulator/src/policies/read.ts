import { parsePolicy, policyOf, type ModelPolicy } from '@lastgood/triggers';

import { readWritten } from '../files/read-written.ts';

/** Reads the policies of all the models in a file. */
export async function readPolicies(file: string): Promise<ModelPolicy[]> {
  return parsePolicy(await readPolicyText(file), file);
}

/**
 * Reads the policy of one model from a file.
 *
 * @param model which, where the file has several
 */
export async function readPolicy(file: string, model?: string): Promise<ModelPolicy> {
  return policyOf(await readPolicies(file), model);
}

/** Reads the text of a policy file, which nobody has looked at yet. */
export async function readPolicyText(file: string): Promise<string> {
  return readWritten(file, 'policy');
}
