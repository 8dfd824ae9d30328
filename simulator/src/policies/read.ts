import { readFile } from 'node:fs/promises';

import { LastgoodError, parsePolicy, policyOf, type ModelPolicy } from '@lastgood/triggers';

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
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing) {
      throw new LastgoodError('policy-unreadable', `${file}: there is no such file`, {
        cause: error,
      });
    }
    const detail = error instanceof Error ? error.message : String(error);
    throw new LastgoodError('policy-unreadable', `${file}: the policy cannot be read: ${detail}`, {
      cause: error,
    });
  }
}
