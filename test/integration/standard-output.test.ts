import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = `${root}packages/cli/src/main.ts`;
const node = ['--conditions=lastgood-source', program];
/** Each write to it fails as on a full disk. Linux has it. */
const full = '/dev/full';

/** Runs `lastgood` with these as its standard output and error. */
function lastgood(args: string[], stdout: number | 'pipe', stderr: number | 'pipe' = 'pipe') {
  return spawnSync(process.execPath, [...node, ...args], {
    stdio: ['ignore', stdout, stderr],
    encoding: 'utf8',
  });
}

describe.skipIf(!existsSync(full))('on a full disk', () => {
  let disk: number;
  beforeAll(() => void (disk = openSync(full, 'w')));
  afterAll(() => closeSync(disk));

  test.each([
    ['all at once', ['--help']],
    ['line by line', ['simulate', '--scenario', 'healthy', '--virtual']],
  ])('an output that is lost is told, and is a failure: %s', (_, args) => {
    const { status, stderr } = lastgood(args, disk);
    expect(stderr).toMatch(/^lastgood: standard output cannot be written: ENOSPC.*\n$/);
    expect(status).toBe(2);
  });

  test('messages that are lost change nothing about the result', () => {
    const { status, stdout } = lastgood(
      [
        'replay',
        '--policy',
        `${root}examples/electricity.lastgood.yaml`,
        // The first is not there, which is told.
        '/nonexistent.jsonl',
        `${root}simulator/data/electricity-shadow.jsonl.gz`,
      ],
      'pipe',
      disk,
    );
    expect(stdout).toMatch(/decision +rollback of v13/);
    expect(status).toBe(2);
  });
});

test('whoever has read enough may go', () => {
  const command = `"$0" "$@" simulate --scenario healthy --virtual; echo "exit code $?" >&2`;
  const { stderr } = spawnSync(
    'sh',
    ['-c', `{ ${command}; } | head -1`, process.execPath, ...node],
    {
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('exit code 0\n');
});

test('nothing of a file controls the terminal', () => {
  const version = 'v\u009B31m\u202E';
  const folder = mkdtempSync(join(tmpdir(), 'lastgood-'));
  const file = join(folder, '\u001B[31m.jsonl');
  try {
    writeFileSync(file, JSON.stringify({ time: 0, version, accuracy: 1 }));
    const policy = `${root}examples/electricity.lastgood.yaml`;
    const { stderr } = lastgood(['replay', '--policy', policy, file], 'pipe');
    expect(stderr).toBe(
      `lastgood: ${folder}/\\u001b[31m.jsonl: there is no outcome of version "v12" but of "v\\u009b31m\\u202e"\n`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
