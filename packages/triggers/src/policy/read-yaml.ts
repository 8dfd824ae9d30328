import type { z } from 'zod';

import { readSource } from './source.ts';

/**
 * Reads a YAML file by a schema.
 *
 * @param text YAML (or JSON, which is YAML)
 * @param file what the errors call it
 * @param code of the errors
 * @param schemaOf the schema for what the file has
 * @throws LastgoodError with file, line, path, value and what would be right, for the first fault
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
  const [fault] = parsed.error.issues;
  if (!fault) throw source.fault([], 'is not what is expected');
  const unknown = fault.code === 'unrecognized_keys' ? fault.keys.slice(0, 1) : [];
  throw source.fault([...fault.path, ...unknown].map(String), fault.message);
}
