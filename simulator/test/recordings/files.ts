import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterEach } from 'vitest';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Writes a file that lives as long as the test; packed if its name ends in `.gz`. */
export function write(name: string, content: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'lastgood-'));
  folders.push(folder);
  const file = join(folder, name);
  const pack = name.endsWith('.gz') && typeof content === 'string';
  writeFileSync(file, pack ? gzipSync(content) : content);
  return file;
}

/** Writes a recording, a line for each value; texts stand as they are. */
export function record(lines: readonly unknown[], name = 'recording.jsonl'): string {
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  return write(name, `${texts.join('\n')}\n`);
}
