import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { renamed, shadowTraffic } from '../../src/traffic/shadow.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
});
afterAll(() => rm(folder, { recursive: true }));

const line = (time: number, errors: number): string =>
  `${JSON.stringify({ time, outcomes: { v12: { errors }, v13: { errors: 1 } } })}\n`;

test('the requests of a shadow log come in the order of time, with both outcomes', async () => {
  const file = join(folder, 'shadow.jsonl');
  await writeFile(file, line(20, 0) + line(10, 1) + line(30, 0));
  const { versions, from, to, requests } = await shadowTraffic(file);
  expect({ versions, from, to }).toEqual({ versions: ['v12', 'v13'], from: 10, to: 30 });
  expect(Array.from(requests, ({ index, time }) => [index, time])).toEqual([
    [1, 10],
    [0, 20],
    [2, 30],
  ]);
});

test('its versions can have other names, and keep their own outcomes', async () => {
  const file = join(folder, 'renamed.jsonl');
  await writeFile(file, line(10, 0));
  const traffic = renamed(await shadowTraffic(file), { v12: 'v13', v13: 'next' });
  expect(traffic.versions).toEqual(['v13', 'next']);
  expect(Array.from(traffic.requests, ({ outcomes }) => outcomes)).toEqual([
    { v13: { errors: 0 }, next: { errors: 1 } },
  ]);
});
