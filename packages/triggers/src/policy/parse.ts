import { LastgoodError } from '../errors.ts';
import type { ModelPolicy } from './model.ts';
import { readYaml } from './read-yaml.ts';
import { policySchema } from './schema.ts';

/**
 * Reads a policy file.
 *
 * @param text YAML (or JSON, which is YAML)
 * @param file what the errors call it
 * @returns the policies of its models, every default filled in
 * @throws LastgoodError `policy-invalid` with file, line, path, value and what would be right, a line for each fault; for no
 *   YAML, for the first
 */
export function parsePolicy(text: string, file: string): ModelPolicy[] {
  return readYaml(text, file, 'policy-invalid', () => policySchema);
}

/** The policy of one model: the only one, or the one that is asked for. */
export function policyOf(policies: readonly ModelPolicy[], model?: string): ModelPolicy {
  const names = policies.map((policy) => policy.model).join(', ');
  if (model === undefined && policies.length > 1) {
    throw new LastgoodError(
      'model-ambiguous',
      `the policy has several models: name one of ${names}`,
    );
  }
  const found = policies.find((policy) => model === undefined || policy.model === model);
  if (found) return found;
  throw new LastgoodError(
    'model-unknown',
    `the policy has no model "${model ?? ''}": there is ${names}`,
  );
}
