import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it, test } from 'vitest';

import { readWritten } from '../../src/files/read-written.ts';

const folder = mkdtempSync(join(tmpdir(), 'lastgood-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

it('reads what is there, to the last byte that it may have', async () => {
  const text = `# größer 👩‍💻\r\n${'x'.repeat(2 ** 18)}`;
  const whole = Buffer.from(text).subarray(0, 2 ** 18);
  expect(await readWritten(write('full.yaml', whole), 'policy')).toBe(whole.toString());
});

const tooLarge = 'this is larger than the 262144 bytes that a policy may have';

test.each([
  ['that is not there', join(folder, 'nowhere.yaml'), 'there is no such file'],
  ['that is a folder', folder, 'this is a directory, not a policy'],
  [
    'in a folder that is none',
    join(write('file.yaml', ''), 'x.yaml'),
    'the policy cannot be read: not a directory',
  ],
  ['that cannot have been written by hand', write('log.yaml', 'x'.repeat(2 ** 18 + 1)), tooLarge],
  ['in Windows-1252', write('ansi.yaml', Buffer.from([0x23, 0xe9])), 'is not text in UTF-8'],
  ['in UTF-16', write('wide.yaml', Buffer.from('\uFEFF# a', 'utf16le')), 'is not text in UTF-8'],
])('a file %s is refused', async (_, file, problem) => {
  await expect(readWritten(file, 'policy')).rejects.toMatchObject({
    name: 'LastgoodError',
    code: 'policy-unreadable',
    message: `${file}: ${problem}`,
  });
});

it('refuses an empty name', async () => {
  await expect(readWritten('', 'policy')).rejects.toThrow(/^the policy has an empty name$/);
});
