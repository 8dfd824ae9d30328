import type { z } from 'zod';

import { type Fault, readSource } from './source.ts';

/**
 * Reads a YAML file by a schema.
 *
 * @param text YAML (or JSON, which is YAML)
 * @param file what the errors call it
 * @param code of the errors
 * @param schemaOf the schema for what the file has
 * @throws LastgoodError with file, line, path, value and what would be right, a line for each fault; for no YAML, for the
 *   first
 */
export function readYaml<Value>(
  text: string,
  file: string,
  code: string,
  schemaOf: (value: unknown) => z.ZodType<Value>,
): Value {
  const source = readSource(text, file, code);
  const parsed = schemaOf(source.value).safeParse(source.value);
  if (parsed.success) return parsed.data;
  throw source.faults(parsed.error.issues.flatMap(faultsOf));
}

/** Each key that is not known is a fault by itself. */
function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const path = issue.path.map(String);
  const problem = issue.message;
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: [...path, key], problem }))
    : [{ path, problem }];
}
