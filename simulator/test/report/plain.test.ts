import { expect, test } from 'vitest';

import { reportRun } from '../../src/report/plain.ts';
import { RunControls } from '../../src/run/controls.ts';
import { run } from '../../src/run/run.ts';
import { policyWith, preparedWith, type FakeOptions } from '../run/fake-source.ts';

async function reported(options: FakeOptions): Promise<string[]> {
  const lines: string[] = [];
  const views = run(preparedWith(options), new RunControls(true));
  await reportRun(views, (line) => lines.push(line));
  return lines;
}

const startingWith = (lines: readonly string[], name: string): string[] =>
  lines.filter((line) => line.startsWith(name));

test('a rollback in virtual time is told without servers', async () => {
  const policy = policyWith('rollout: { steps: [10%] }, hysteresis: { attempts: 1 }');
  const lines = await reported({ policy, rate: () => 0.05 });
  expect(lines.slice(0, 4)).toEqual([
    'Scenario made-up (seed 1): traffic for tests.',
    'Flag recommender-model, weights v12 90 / v13 10: canary v13, baseline v12.',
    'In virtual time: without the sync server and the services.',
    '',
  ]);
  const end = lines.slice(lines.lastIndexOf('') + 1);
  expect(end.map((line) => line.split(/ {2,}/)[0])).toEqual([
    'decision',
    'evidence',
    'v13 served',
    'flag now',
  ]);
  expect(end[0]).toMatch(/ROLLBACK from v13 to v12 at tick \d+ of 120/);
  expect(end[2]).toMatch(/\d requests; \d+ of them went wrong beyond what v12 would have done$/);
  expect(end[3]).toBe('flag now    recommender-model gives v12 100 %');
});

test('with several guardrails each says where it stands at the end', async () => {
  const labels = ', labels: { type: proportion, worse: higher, lateness: 50s }';
  const more =
    ', latency: { type: histogram, worse: higher, unit: ms }, inputs: { type: categories }';
  const policy = policyWith('rollout: { steps: [10%] }', labels + more);
  const lines = await reported({ policy, labels: 5 });
  const answers = [...startingWith(lines, 'acceptable'), ...startingWith(lines, 'unknown')];
  expect(answers).toHaveLength(4);
  for (const name of ['errors', 'labels', 'latency', 'inputs']) {
    expect(answers.filter((line) => line.includes(` ${name}: `))).toHaveLength(1);
  }
  expect(startingWith(lines, 'decision')[0]).toMatch(/none: v13 stays, 120 of 120 ticks/);
});

test('a promotion is told with its tick', async () => {
  const policy = policyWith('rollout: { steps: [10%, 100%], dwell: 100s, holdback: 5% }');
  const lines = await reported({ policy, rate: () => 0.004, intervals: 600 });
  expect(startingWith(lines, 'promoted')[0]).toMatch(/at tick \d+, 2026-05-01/);
  expect(startingWith(lines, 'flag now')[0]).toMatch(/v12 5 %, v13 95 %$/);
});

test('what the traffic has no metric for is told at the beginning', async () => {
  const prepared = preparedWith({ policy: policyWith(), intervals: 3 });
  const lines: string[] = [];
  const remarks = ['labels is not observed: the scenario has no proportion for it'];
  await reportRun(run({ ...prepared, remarks }, new RunControls(true)), (line) => lines.push(line));
  expect(lines).toContain(`tick    0  2026-05-01 00:00  traffic: ${remarks[0]}`);
});
