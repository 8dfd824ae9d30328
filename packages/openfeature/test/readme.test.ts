import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const thisPackage = join(import.meta.dirname, '..');

it('has an example in the README that runs as it stands and prints what is said there', async () => {
  const readme = await readFile(join(thisPackage, 'README.md'), 'utf8');
  const first = (language: string) => readme.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';

  // Inside the package, so that its imports are found.
  const folder = await mkdtemp(join(thisPackage, 'test', 'readme-'));
  try {
    await writeFile(join(folder, 'flags.json'), first('json'));
    await writeFile(join(folder, 'service.mjs'), first('js'));
    const node = ['--conditions=lastgood-source', 'service.mjs'];
    const { stdout } = await promisify(execFile)(process.execPath, node, { cwd: folder });
    expect(stdout).toBe(first('text'));
  } finally {
    await rm(folder, { recursive: true });
  }
});
