import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { prepareRun } from '../../src/run/prepare.ts';
import { policyWith } from '../traffic/policy.ts';

const flags = fileURLToPath(new URL('../../../flags', import.meta.url));
const alone =
  'up to 1,800,000 requests come in a tick: there is virtual time alone, since the services of a run serve each of them';

test.each([
  ['10s', false],
  ['30m', true],
])(
  'on busy, with 1,000 requests a second and a tick of %s: virtual time alone %s',
  async (tick, isAlone) => {
    const policy = policyWith(
      `canary: v13, baseline: v12, tick: ${tick}, guardrails: { errors: { type: proportion, worse: higher } }`,
    );
    const source = { kind: 'scenario', scenario: 'busy' } as const;
    const { traffic, remarks } = await prepareRun({ source, policy, seed: 1, flags, syncPort: 0 });
    expect(traffic === undefined).toBe(isAlone);
    expect(remarks.includes(alone)).toBe(isAlone);
  },
);

test('how much of a recording has been read is told', async () => {
  const file = fileURLToPath(new URL('../../data/electricity-shadow.jsonl.gz', import.meta.url));
  const policy = policyWith(
    'canary: v13, baseline: v12, tick: 30m, guardrails: { accuracy: { type: proportion, worse: lower } }',
  );
  const shares: number[] = [];
  const source = { kind: 'recording', file } as const;
  await prepareRun({ source, policy, seed: 1, flags, syncPort: 0 }, (share) => shares.push(share));
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual(shares.toSorted((left, right) => left - right));
  expect(shares.at(-1)).toBe(1);
});
