import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { policyJsonSchema } from '../../src/policy/json-schema.ts';

const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url));

/** The keys that hold a value, at every depth; what a type is called speaks for itself. */
function keysOf(schema: unknown): { key: string; described: boolean }[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.entries(schema.properties as object) : [];
  const values = own.filter(([, value]) => !('properties' in value) && !('const' in value));
  return [
    ...values
      .filter(([, value]) => typeof value.additionalProperties !== 'object')
      .map(([key, value]) => ({ key, described: typeof value.description === 'string' })),
    ...Object.values(schema).flatMap(keysOf),
  ];
}

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
    ['another draw', { ...model, randomise: 'session' }],
    ['what is done in silence and is not known', { ...model, silence: { then: 'wait' } }],
    ['steps that are no list', { ...model, rollout: { steps: '5%' } }],
    ['what belongs to the controller', { ...model, targets: [] }],
    ['a key of another type', guarded({ type: 'proportion', worse: 'higher', range: [0, 1] })],
  ])('refuses %s', (_, refused) => {
    expect(schema.safeParse({ models: { m: model } }).success).toBe(true);
    expect(schema.safeParse({ models: { m: refused } }).success).toBe(false);
  });

  test('takes values with units, as the policy does', () => {
    const latency = { type: 'histogram', worse: 'higher', unit: 'ms', edges: ['1 s', 2000] };
    const limited = { ...latency, limit: { p99: { max: '500 ms' } }, lateness: '1m' };
    const rollout = { steps: ['1%', 0.5], dwell: '30m', holdback: '1%' };
    const policy = { ...model, rollout, guardrails: { latency: limited } };
    expect(schema.safeParse({ models: { m: policy } }).error).toBeUndefined();
  });

  test('says what each key means, for editors to show', () => {
    const keys = keysOf(policyJsonSchema());
    expect(keys.length).toBeGreaterThan(50);
    expect(keys.filter(({ described }) => !described)).toEqual([]);
  });
});
