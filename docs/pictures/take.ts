// Takes the pictures of the documentation from the program as it runs in a real terminal: `npm run pictures`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { TmuxTerminal } from '../../test/processes/tmux.ts';
import { stretchesOf } from './cells.ts';
import { svgOf } from './svg.ts';

const size = { columns: 100, rows: 30 };
const root = fileURLToPath(new URL('../..', import.meta.url));

const terminal = new TmuxTerminal(size, {}, root);

async function take(name: string): Promise<void> {
  const svg = svgOf(await stretchesOf(terminal.styledScreen(), size), size);
  writeFileSync(fileURLToPath(new URL(`${name}.svg`, import.meta.url)), svg);
}

try {
  terminal.run('npx lastgood simulate');
  await terminal.showing(/rollback/);
  await take('live');
} finally {
  terminal.kill();
}
