import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import { describe, expect, it, test } from 'vitest';

import type { RecordingLine } from '../../src/recordings/line.ts';
import { readRecording, type Reading } from '../../src/recordings/recording.ts';
import { record, write } from './files.ts';

async function read(
  file: string,
  skipBadLines = false,
): Promise<Reading & { lines: RecordingLine[] }> {
  const lines: RecordingLine[] = [];
  const reading = await readRecording(file, {
    skipBadLines,
    visit: (line) => void lines.push(line),
  });
  return { ...reading, lines };
}

async function failure(file: string, skipBadLines = false): Promise<string> {
  const error: unknown = await read(file, skipBadLines).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'LastgoodError' });
  return (error as Error).message.replace(file, 'FILE');
}

const may = Date.UTC(2026, 4, 1);
const outcome = { time: '2026-05-01T00:00:03.250Z', version: 'v13', errors: 0, id: 'a' };
const shadow = { time: may, outcomes: { v12: { errors: 0 }, v13: { errors: 1 } }, id: 7 };
const tick = { from: may, to: '2026-05-01T00:00:10Z', versions: { v13: { errors: {} } } };

describe('lines', () => {
  it('of single outcomes', async () => {
    const arrived = { ...outcome, arrived: may + 5000 };
    const { lines } = await read(record([outcome, arrived]));
    const expected = {
      kind: 'outcome',
      time: may + 3250,
      version: 'v13',
      id: 'a',
      arrived: undefined,
    };
    expect(lines).toEqual([
      { ...expected, values: outcome },
      { ...expected, arrived: may + 5000, values: arrived },
    ]);
  });

  it('of a shadow log', async () => {
    const { lines } = await read(record([shadow]));
    const { outcomes } = shadow;
    expect(lines).toEqual([{ kind: 'shadow', time: may, id: '7', outcomes }]);
  });

  it('of aggregated ticks', async () => {
    const weights = { v12: 95, v13: 5, v11: 0 };
    const { lines } = await read(
      record([
        tick,
        { ...tick, weights, calibration: true },
        { ...tick, weights: { v12: 0.1 }, calibration: false },
        { ...tick, lateness: 5000, callibration: true, region: 'eu' },
      ]),
    );
    const expected = {
      kind: 'tick',
      unknown: [],
      from: may,
      to: may + 10_000,
      versions: tick.versions,
    };
    expect(lines).toStrictEqual([
      expected,
      { ...expected, weights, calibration: true },
      { ...expected, weights: { v12: 0.1 } },
      { ...expected, unknown: ['callibration', 'region'] },
    ]);
  });

  it('may end in any way, and be blank or missing their last end', async () => {
    const text = `\uFEFF${JSON.stringify(outcome)}\r\n\n  \n${JSON.stringify(outcome)}`;
    expect(await read(write('recording.jsonl', text))).toMatchObject({ read: 2, skipped: 0 });
  });

  it('may lie across the pieces that a file is read in', async () => {
    const all = Array.from({ length: 5000 }, (_, index) => ({ ...outcome, note: 'ä€😀', index }));
    for (const name of ['recording.jsonl', 'recording.jsonl.gz']) {
      const { lines } = await read(record(all, name));
      expect(lines.map((line) => line.kind === 'outcome' && line.values)).toEqual(all);
    }
  });
});

describe('a line that cannot be read', () => {
  test.each([
    ['{"time":', 'this is no JSON: "{\\"time\\":"'],
    ['7', 'this is no JSON object: "7"'],
    ['[]', 'this is no JSON object: "[]"'],
    [
      '{}',
      'this has neither "version" (an outcome), "outcomes" (a shadow log) nor "versions" (a tick)',
    ],
    [{ ...outcome, version: 13 }, 'version is 13: a text is expected'],
    [{ ...outcome, id: {} }, 'id is {}: a text or a number is expected'],
    [{ version: 'v13' }, 'this has no "time"'],
    [
      { ...outcome, time: '2026-05-01' },
      'time is "2026-05-01": ISO 8601 with "Z" or an offset is expected, or epoch milliseconds',
    ],
    [
      { ...outcome, arrived: null },
      'arrived is null: ISO 8601 with "Z" or an offset is expected, or epoch milliseconds',
    ],
    [{ ...shadow, outcomes: [] }, 'outcomes is []: an object is expected'],
    [{ ...tick, versions: 'v13' }, 'versions is "v13": an object is expected'],
    [{ ...tick, from: undefined }, 'this has no "from"'],
    [{ ...tick, to: undefined }, 'this has no "to"'],
    [{ ...tick, calibration: 1 }, 'calibration is 1: true or false is expected'],
    [{ ...tick, weights: [95, 5] }, 'weights is [95,5]: a weight by version is expected'],
    [{ ...tick, weights: null }, 'weights is null: a weight by version is expected'],
    [
      { ...tick, weights: { v12: 95, v13: -5 } },
      'the weight of "v13" is -5: a number from 0 on is expected',
    ],
    [
      { ...tick, weights: { v12: '95' } },
      'the weight of "v12" is "95": a number from 0 on is expected',
    ],
    [
      '{"from":0,"to":1,"versions":{},"weights":{"v12":1e999}}',
      'the weight of "v12" is Infinity: a number from 0 on is expected',
    ],
    [
      { ...tick, weights: { v12: 0, v13: 0 } },
      'weights is {"v12":0,"v13":0}, which adds up to 0: no shares come of it',
    ],
    [{ ...tick, weights: {} }, 'weights is {}, which adds up to 0: no shares come of it'],
  ])('%j is named with its number', async (line, reason) => {
    expect(await failure(record(['', line]))).toBe(`FILE:2: ${reason}`);
  });

  it('is shown in part if it is long', async () => {
    const message = await failure(record(['x'.repeat(100_000)]));
    expect(message).toBe(`FILE:1: this is no JSON: "${'x'.repeat(59)}...`);
  });

  it('is told by its kind where it is nested too deep to be shown', async () => {
    const id = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const line = `{"time":0,"version":"v13","id":${id}}`;
    expect(await failure(record([line]))).toBe(
      'FILE:1: id is a list: a text or a number is expected',
    );
  });

  it('is counted if bad lines are skipped', async () => {
    const reading = await read(record([outcome, 'x', outcome, {}]), true);
    expect(reading).toMatchObject({
      read: 2,
      skipped: 2,
      firstSkipped: 'line 2: this is no JSON: "x"',
    });
  });

  it('is one that its visitor refuses', async () => {
    const file = record([outcome, outcome]);
    const refuse = (skipBadLines: boolean): Promise<Reading> =>
      readRecording(file, { skipBadLines, visit: () => 'no such thing' });
    await expect(refuse(false)).rejects.toThrow(`${file}:1: no such thing`);
    expect(await refuse(true)).toEqual({
      read: 0,
      skipped: 2,
      firstSkipped: 'line 1: no such thing',
    });
  });
});

test.each([
  [[outcome, shadow], 'a request of a shadow log after lines that are each a single outcome'],
  [[shadow, tick], 'an aggregated tick after lines that are each a request of a shadow log'],
  [[tick, outcome], 'a single outcome after lines that are each an aggregated tick'],
])('kinds of lines are not mixed, with bad lines skipped or not', async (lines, message) => {
  for (const skipBadLines of [false, true]) {
    expect(await failure(record(lines), skipBadLines)).toBe(
      `FILE:2: ${message}: a recording is of one kind`,
    );
  }
});

describe('a file that cannot be read', () => {
  it('is not there', async () => {
    expect(await failure('nowhere.jsonl')).toBe('FILE: there is no such file');
    expect(await failure('nowhere.jsonl.gz')).toBe('FILE: there is no such file');
  });

  it('has an empty name', async () => {
    await expect(read('')).rejects.toThrow(/^the recording has an empty name$/);
  });

  it('is a directory', async () => {
    const folder = `${write('any', '')}.folder`;
    mkdirSync(folder);
    expect(await failure(folder)).toBe('FILE: this is a directory, not a recording');
  });

  it('breaks off', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `{"version":"${index * 7919}"`);
    const packed = gzipSync(lines.join('\n'));
    const file = write('cut.jsonl.gz', packed.subarray(0, packed.length / 2));
    const error: unknown = await readRecording(file, {
      skipBadLines: true,
      visit: () => undefined,
    }).catch((thrown: unknown) => thrown);
    expect((error as Error).message).toMatch(/cut\.jsonl\.gz:\d{4,5}: the packed file breaks off/);
  });

  it('is not packed although its name says so', async () => {
    const file = write('plain.jsonl.gz', Buffer.from(JSON.stringify(outcome)));
    expect(await failure(file)).toBe('FILE:1: the packed file is damaged, or not gzip');
  });

  it('has no line ends', async () => {
    const file = write('endless.jsonl', Buffer.alloc(2 ** 24 + 2 ** 17, 'x'));
    expect(await failure(file)).toBe('FILE:1: no line end within 16777216 characters');
  });
});

test('progress goes from nothing to all of the file', async () => {
  const shares: number[] = [];
  const file = record(Array.from({ length: 5000 }, () => outcome));
  const progress = (share: number): void => void shares.push(share);
  await readRecording(file, { skipBadLines: false, visit: () => undefined, progress });
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual(shares.toSorted((left, right) => left - right));
  expect(shares[0]).toBeGreaterThan(0);
  expect(shares.at(-1)).toBe(1);
});
