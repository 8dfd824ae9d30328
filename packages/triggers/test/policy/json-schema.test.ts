import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { policyJsonSchema } from '../../src/policy/json-schema.ts';

const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url));

describe('the JSON Schema of the policy file', () => {
  test('is shipped as it is made; after a change: npx vitest run packages/triggers/test/policy -u', async () => {
    const text = `${JSON.stringify(policyJsonSchema(), undefined, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../policy.schema.json');
  });

  const schema = z.fromJSONSchema(policyJsonSchema() as z.core.JSONSchema.JSONSchema);

  test.each(readdirSync(examples))('takes the example %s', (file) => {
    expect(
      schema.safeParse(parse(readFileSync(`${examples}${file}`, 'utf8'))).error,
    ).toBeUndefined();
  });

  const model = { flag: 'f', guardrails: { errors: { type: 'proportion', worse: 'higher' } } };
  const guarded = (guardrail: object) => ({ ...model, guardrails: { errors: guardrail } });
  test.each([
    ['an unknown key', { ...model, flagg: 'f' }],
    ['a missing flag', { guardrails: model.guardrails }],
    ['an unknown type', guarded({ type: 'median', worse: 'higher' })],
    ['an unknown direction', guarded({ type: 'proportion', worse: 'up' })],
    ['a key of another type', guarded({ type: 'proportion', worse: 'higher', range: [0, 1] })],
  ])('refuses %s', (_, refused) => {
    expect(schema.safeParse({ models: { m: model } }).success).toBe(true);
    expect(schema.safeParse({ models: { m: refused } }).success).toBe(false);
  });
});
