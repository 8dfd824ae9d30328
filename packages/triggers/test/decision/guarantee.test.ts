import { expect, test } from 'vitest';

import { guaranteeOf } from '../../src/decision/words/guarantee.ts';
import { parsePolicy } from '../../src/policy/parse.ts';

/** What a policy with this one guardrail promises. */
function guarantee(guardrail: string, attempts = 3) {
  const text = `models: { m: { flag: f, guardrails: { g: ${guardrail} }, hysteresis: { attempts: ${attempts} } } }`;
  const [policy] = parsePolicy(text, 'policy');
  if (!policy) throw new Error('a policy without models');
  return guaranteeOf(policy);
}

const tolerant = '{ type: proportion, worse: higher, tolerance: { relative: 10% } }';

test('the risk is told for each attempt, and for two rollbacks by mistake', () => {
  const { promises, conditions, warnings } = guarantee(tolerant);
  expect(promises[0]).toMatch(
    /at most 1 %,.*: 0.5714 % in attempt 1, 0.2857 % in attempt 2, 0.1429 % in attempt 3$/,
  );
  // 4/7 and 2/7 of 1 %, one after the other
  expect(promises[1]).toContain('at most 0.001633 %');
  expect(promises[2]).toContain('at most 10 are');
  expect(promises[3]).toContain('more often than 3 times');
  expect(conditions).toHaveLength(3);
  expect(warnings).toEqual([]);
});

test('with one attempt there is no second rollback to speak of', () => {
  const { promises } = guarantee(tolerant, 1);
  expect(promises.join('\n')).not.toContain('twice');
  expect(promises.at(-1)).toContain('more often than once');
});

test.each([
  [
    '{ type: proportion, worse: higher, limit: { max: 5%, of: [3, 5] } }',
    /^g: the limit 0\.05 with "of" is the literal rule/,
  ],
  [
    '{ type: proportion, worse: higher, limit: { max: 5%, for: 10m } }',
    /^g: the limit 0\.05 with "for" is the literal rule/,
  ],
  [
    '{ type: mean, worse: higher, asymptotic: true, tolerance: { relative: 10% } }',
    /^g: without a range the risk is asymptotic/,
  ],
  [
    '{ type: histogram, worse: higher, edges: [10, 20, 40], tolerance: { relative: 20% } }',
    /^g: .* 20 % is up to 100 %/,
  ],
  ['{ type: proportion, worse: higher }', /^g: noise inside one version/],
])('%s is warned about', (guardrail, warning) => {
  expect(guarantee(guardrail).warnings).toEqual([expect.stringMatching(warning)]);
});

test('literal rules alone promise no risk', () => {
  const { promises, conditions } = guarantee(
    '{ type: proportion, worse: higher, limit: { max: 5%, for: 10m } }',
  );
  expect(promises).toHaveLength(1);
  expect(promises[0]).not.toContain('probability');
  expect(conditions).toEqual([]);
});
