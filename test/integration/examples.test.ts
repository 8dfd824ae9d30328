import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { parsePolicy } from '@lastgood/triggers';
import { expect, test } from 'vitest';

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

test('every example is a policy', () => {
  const examples = readdirSync(fileURLToPath(new URL('../../examples/', import.meta.url)));
  expect(examples).not.toHaveLength(0);
  for (const file of examples) expect(parsePolicy(read(`examples/${file}`), file)).toHaveLength(1);
});

test('the policy that the documentation calls enough is one', () => {
  const [, example = ''] = /```yaml\n([^]*?)```/.exec(read('docs/policy.md')) ?? [];
  const [policy] = parsePolicy(example, 'docs/policy.md');
  expect(policy?.guardrails.map(({ name }) => name)).toEqual(['errors']);
});

test('the example in the README is the one that comes along', () => {
  expect(read('README.md')).toContain(
    `\`\`\`yaml\n${read('examples/electricity.lastgood.yaml')}\`\`\``,
  );
});
