import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parsePolicy, policyOf, type ModelPolicy } from '@lastgood/triggers';
import { afterAll, describe, expect, it, test } from 'vitest';

import { Random } from '../../../src/random/random.ts';
import { recordingCases } from '../../../src/tuning/cases/recording-cases.ts';
import { showsWorse } from '../../../src/tuning/cases/shows-worse.ts';

const folder = mkdtempSync(join(tmpdir(), 'lastgood-'));
afterAll(() => rmSync(folder, { recursive: true }));

function policyOn(guardrails: string, rest = ''): ModelPolicy {
  const text = `models: { m: { flag: f, tick: 1m, baseline: old, canary: new, ${rest} guardrails: { ${guardrails} } } }`;
  return policyOf(parsePolicy(text, 'policy.yaml'));
}

/** Three hours of 400 requests a minute to both, of which 2 % fail, and of the canary's so many. */
function recording(name: string, canary: number, seed: number): string {
  const random = new Random(seed);
  const lines = Array.from({ length: 180 }, (_, place) => ({
    from: place * 60_000,
    to: (place + 1) * 60_000,
    versions: {
      old: { errors: { count: 400, hits: random.binomial(400, 0.02) } },
      new: { errors: { count: 400, hits: random.binomial(400, canary) } },
    },
  }));
  const file = join(folder, name);
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  return file;
}

const errors = 'errors: { type: proportion, worse: higher, tolerance: { relative: 20% } }';

describe('a recording shows its canary worse than tolerated', () => {
  test.each([
    ['twice as bad', 0.04, errors, true],
    ['as good', 0.02, errors, false],
    ['a little worse, which is tolerated', 0.022, errors, false],
    ['a little worse, which is not shown', 0.025, errors, false],
    [
      'beyond a limit',
      0.04,
      'errors: { type: proportion, worse: higher, limit: { max: 3% } }',
      true,
    ],
    [
      'beyond a limit that is a literal rule, of which nothing is stated',
      0.04,
      'errors: { type: proportion, worse: higher, limit: { max: 3%, for: 2m } }',
      false,
    ],
  ])('%s', async (name, canary, guardrails, expected) => {
    const file = recording(`${name}.jsonl`, canary, 1);
    expect(await showsWorse(file, policyOn(guardrails), {})).toBe(expected);
  });

  it('of a hundred that are as bad as is tolerated none', async () => {
    const shown = [];
    for (let seed = 0; seed < 100; seed += 1) {
      const file = recording('boundary.jsonl', 0.024, seed);
      shown.push(await showsWorse(file, policyOn(errors), {}));
    }
    expect(shown.filter(Boolean)).toEqual([]);
  });

  it('whatever its policy would do: nothing that is tuned has a part in it', async () => {
    const file = recording('tuned.jsonl', 0.04, 1);
    const slow = 'risk: { falseRollback: 1e-12 }, hysteresis: { minBadTicks: 100 },';
    expect(await showsWorse(file, policyOn(errors, slow), {})).toBe(true);
    const rash = 'risk: { falseRollback: 90% }, hysteresis: { minBadTicks: 1 },';
    const good = recording('good.jsonl', 0.02, 1);
    expect(await showsWorse(good, policyOn(errors, rash), {})).toBe(false);
  });
});

test('what cannot be made worse is told, and the rest is tried', async () => {
  const file = recording('part.jsonl', 0.02, 1);
  const { cases, remarks } = await recordingCases(
    file,
    policyOn(`${errors}, accuracy: { type: proportion, worse: lower }`),
    {},
  );
  expect(cases.map(({ name }) => name)).toEqual([
    'twin of part.jsonl',
    'errors 1x worse, part.jsonl',
    'errors 2x worse, part.jsonl',
  ]);
  expect(remarks.join('\n')).toContain('no fault in accuracy');
});

test('a recording of other versions is refused before the first rollout', async () => {
  const file = recording('other.jsonl', 0.02, 1);
  const options = { baseline: 'v1', canary: 'v2' };
  await expect(recordingCases(file, policyOn(errors), options)).rejects.toMatchObject({
    name: 'LastgoodError',
  });
});

test.skipIf(process.platform === 'win32')('a pipe is refused before anybody reads it', async () => {
  const file = join(folder, 'pipe');
  execFileSync('mkfifo', [file]);
  await expect(recordingCases(file, policyOn(errors), {})).rejects.toThrow(
    /pipe: a pipe can be read only once, /,
  );
});
