import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));
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
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const { status, stdout } = lastgood(
      [
        'replay',
        ...['--policy', `${root}examples/electricity.lastgood.yaml`],
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
