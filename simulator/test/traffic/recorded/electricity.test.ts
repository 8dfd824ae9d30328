import { expect, test } from 'vitest';

import { Random } from '../../../src/random/random.ts';
import { isObject } from '../../../src/recordings/json.ts';
import { readRecording } from '../../../src/recordings/recording.ts';
import { replayRecording } from '../../../src/replay/replay.ts';
import { shippedRecording } from '../../../src/scenarios/library.ts';
import { openSource } from '../../../src/traffic/open-source.ts';
import { record } from '../../recordings/files.ts';
import { policyWith } from '../policy.ts';
import { rolledBackOf, versions } from './recordings.ts';

const log = shippedRecording('electricity-shadow.jsonl.gz');

const policy = policyWith(`
  tick: 30m, baseline: v12, canary: v13, risk: { falseRollback: 5% }, hysteresis: { attempts: 1 },
  rollout: { steps: [10%, 50%] },
  guardrails: {
    accuracy: { type: proportion, worse: lower },
    loss: { type: mean, worse: higher, range: [0, 5] },
    prediction: { type: categories }
  }`);

/** The log as a tenth of the traffic on a canary would have left it, which did what this version did. */
async function recordedWith(canary: string): Promise<string> {
  const random = new Random(1);
  const lines: object[] = [];
  await readRecording(log, {
    skipBadLines: false,
    visit: (line) => {
      if (line.kind !== 'shadow') return 'a shadow log is expected';
      const isCanary = random.uniform() < 0.1;
      const values = line.outcomes[isCanary ? canary : 'v12'];
      if (!isObject(values)) return 'outcomes are expected';
      lines.push({ time: line.time, version: isCanary ? 'v13' : 'v12', ...values });
      return undefined;
    },
  });
  return record(lines);
}

test.each([
  ['v12', 'none', 0],
  ['v13', 'rollback', 1],
])('a canary that did what %s did: %s, as in a replay', async (canary, decision, rolledBack) => {
  const file = await recordedWith(canary);
  const replay = { file, policy, versions, canaryShare: 0.1, seed: 1, skipBadLines: false };
  expect((await replayRecording(replay)).decision).toBe(decision);
  const source = await openSource({ kind: 'recording', file }, policy, {});
  expect(rolledBackOf(source, policy, 1)).toBe(rolledBack);
});

test('hardly any twin of v12 is rolled back, and the frozen v13 always, whatever the split', async () => {
  const twin = await openSource({ kind: 'twin', file: log }, policy, {});
  // 5 % of 40, and three standard deviations.
  expect(rolledBackOf(twin, policy, 40)).toBeLessThanOrEqual(6);
  const frozen = await openSource({ kind: 'recording', file: log }, policy, {});
  expect(rolledBackOf(frozen, policy, 10)).toBe(10);
});
