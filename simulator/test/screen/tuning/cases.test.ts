import { describe, expect, test } from 'vitest';

import { listScenarios } from '../../../src/scenarios/list.ts';
import { casesFor } from '../../../src/screen/tuning/cases.ts';
import type { SourceName } from '../../../src/traffic/source-name.ts';
import { readPolicy } from '../../../src/policies/read.ts';
import { shippedPolicy } from '../../../src/scenarios/library.ts';
import { fakeSetup } from '../fake-setup.ts';

const scenarios = await listScenarios();
const errors = fakeSetup.policy.policy;
const accuracy = await readPolicy(shippedPolicy('accuracy.lastgood.yaml'));
const service = await readPolicy(shippedPolicy('service.lastgood.yaml'));
const options = { baseline: 'v12', canary: 'v13' };

function first(source: SourceName, policy = errors): [string | undefined, string | undefined] {
  const { healthy, faulty } = casesFor(source, options, policy, scenarios);
  return [healthy[0]?.name, faulty[0]?.name];
}

describe('casesFor', () => {
  test('a scenario goes with the plainest of the other side that has the same policy', () => {
    expect(first({ kind: 'scenario', scenario: 'failing' })).toEqual(['healthy', 'failing']);
    expect(first({ kind: 'scenario', scenario: 'healthy' })).toEqual(['healthy', 'failing']);
  });

  test('each side only has scenarios that the policy can judge', () => {
    const source = { kind: 'scenario', scenario: 'slow-tail' } as const;
    const names = casesFor(source, {}, errors, scenarios).faulty.map(({ name }) => name);
    expect(names[0]).toBe('slow-tail');
    // What goes wrong in these is no error.
    expect(names.slice(1)).not.toContain('revenue-loss');
    expect(names.slice(1)).not.toContain('input-shift');
    const all = casesFor(source, {}, service, scenarios).faulty.map(({ name }) => name);
    expect(all).toContain('revenue-loss');
    expect(all).toContain('input-shift');
  });

  test('a recording goes with its twin, and the twin with a fault of each guardrail', () => {
    const file = 'a/log.jsonl.gz';
    const cases = casesFor({ kind: 'recording', file }, options, errors, scenarios);
    expect(cases.healthy).toEqual([
      { name: 'twin of log.jsonl.gz', source: { kind: 'twin', file }, options },
    ]);
    expect(cases.faulty).toEqual([
      {
        name: 'errors 2x worse, log.jsonl.gz',
        source: { kind: 'fault', file, guardrail: 'errors', times: 2 },
        options,
      },
      {
        name: 'errors 1x worse, log.jsonl.gz',
        source: { kind: 'fault', file, guardrail: 'errors', times: 1 },
        options,
      },
    ]);
  });

  test('a recording whose canary is known to be faulty goes with that one, too', () => {
    const source = { kind: 'recording', file: 'a/log.jsonl.gz', faulty: true } as const;
    const { faulty } = casesFor(source, options, errors, scenarios);
    expect(faulty).toHaveLength(3);
    expect(faulty.at(-1)).toEqual({ name: 'canary of log.jsonl.gz', source, options });
  });

  test('of a recorded scenario the canary itself is a fault, too', () => {
    const { healthy, faulty } = casesFor(
      { kind: 'scenario', scenario: 'electricity' },
      options,
      accuracy,
      scenarios,
    );
    expect(healthy.map(({ name }) => name)).toEqual(['twin of electricity-shadow.jsonl.gz']);
    expect(faulty.map(({ name }) => name)).toEqual([
      'accuracy 2x worse, electricity-shadow.jsonl.gz',
      'accuracy 1x worse, electricity-shadow.jsonl.gz',
      'electricity',
    ]);
  });

  test('a scenario file is a fault of its own', () => {
    expect(first({ kind: 'scenario', scenario: './mine/odd.yaml' })[1]).toBe('odd.yaml');
  });
});
