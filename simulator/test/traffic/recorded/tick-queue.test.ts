import { expect, test } from 'vitest';

import { parsePolicy } from '@lastgood/triggers';

import { TickQueue } from '../../../src/traffic/recorded/tick-queue.ts';

const yaml = `
models:
  one:
    flag: some-model
    tick: 10s
    guardrails:
      errors: { type: proportion, worse: higher, tolerance: { relative: 10% } }
`;

test('a version may have a name that every object inherits', () => {
  const [policy] = parsePolicy(yaml, 'policy.yaml');
  if (!policy) throw new Error('no policy');
  const queue = new TickQueue(policy, { canary: '__proto__', baseline: 'constructor' });
  const [bad, good] = [
    { count: 10, hits: 9 },
    { count: 10, hits: 1 },
  ];
  const [tick] = queue.pass({ from: 0, to: 10_000 }, { canary: [bad], baseline: [good] }, 10_000);
  expect(Object.entries(tick?.versions ?? {})).toEqual([
    ['__proto__', { errors: bad }],
    ['constructor', { errors: good }],
  ]);
});
