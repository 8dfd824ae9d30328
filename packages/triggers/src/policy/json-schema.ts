import { z } from 'zod';

import { policySchema } from './schema.ts';

/**
 * The policy file as a JSON Schema (draft 2020-12), made from the schema that reads it, so that editors complete what
 * people write. It knows keys and types; what contradicts itself is only found when a policy is read.
 */
export function policyJsonSchema(): object {
  return z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any' });
}
