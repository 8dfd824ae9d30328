import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import { completed } from '../../../src/screen/choosing/complete.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-complete-'));
  await mkdir(join(folder, 'data/inner'), { recursive: true });
  for (const file of ['data/may.jsonl', 'data/may.jsonl.gz', 'data/june.jsonl', '.hidden']) {
    await writeFile(join(folder, file), '');
  }
});

describe('completed', () => {
  test.each([
    ['', 'data/'],
    ['d', 'data/'],
    ['data/j', 'data/june.jsonl'],
    ['data/m', 'data/may.jsonl'],
    ['data/i', 'data/inner/'],
    ['data/', 'data/'],
    ['data/x', 'data/x'],
    ['none/at/all', 'none/at/all'],
  ])('%j becomes %j', (path, expected) => {
    expect(completed(path, folder)).toBe(expected);
  });

  test('knows whole paths', () => {
    expect(completed(join(folder, 'data/j'), '/')).toBe(join(folder, 'data/june.jsonl'));
  });
});
