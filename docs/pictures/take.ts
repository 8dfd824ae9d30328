// Takes the pictures of the documentation from the program as it runs in a real terminal: `npm run pictures`.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { TmuxTerminal } from '../../test/processes/tmux.ts';
import { stretchesOf } from './cells.ts';
import { svgOf } from './svg.ts';

const size = { columns: 100, rows: 30 };
const root = fileURLToPath(new URL('../..', import.meta.url));
const saved = `${root}accuracy.tuned.lastgood.yaml`;

/** What is done before a picture: keys by tmux's names, or what the screen has to show first. */
type Step = readonly string[] | RegExp;

interface Session {
  /** What is typed into a shell in the root of the repository. */
  readonly command: string;
  readonly pictures: readonly (readonly [name: string, ...steps: Step[]])[];
}

const ended = /ROLLED BACK[^]*The run is over/;
const computed = /✓ done/;
const sessions: readonly Session[] = [
  {
    command: 'npm start --silent',
    pictures: [['live', /tick [1-9]/, ['+', '+'], ended]],
  },
  {
    command: 'npx lastgood simulate --scenario revenue-loss --virtual',
    pictures: [['live-five', /tick [1-9]/, ['+', '+', '+', '+', '+', '+', 'g', 'g'], ended]],
  },
  {
    command: 'npm start --silent',
    pictures: [
      ['tune', /tick [1-9]/, ['2'], computed],
      ['tune-moved', ['Right', 'Right'], /5% ▸\*/, computed],
      ['tune-points', ['c', 'Right', 'Right'], /again:/],
      ['tune-found', ['Escape'], /find best/, ['u', 'u', 'o', 'Enter'], /found/, computed],
      ['tune-saved', ['w'], /save there/, ['Enter'], /saved in/, computed],
      ['compare', ['3'], /lastgood +✓ rollback/],
      ['choose', ['4'], /✓ electricity/],
    ],
  },
];

async function take(name: string, terminal: TmuxTerminal): Promise<void> {
  await terminal.resting(1500);
  const svg = svgOf(await stretchesOf(terminal.styledScreen(), size), size);
  writeFileSync(fileURLToPath(new URL(`${name}.svg`, import.meta.url)), svg);
}

if (existsSync(saved)) throw new Error(`${saved} is in the way: the pictures show how it is saved`);
try {
  for (const { command, pictures } of sessions) {
    const terminal = new TmuxTerminal(size, {}, root);
    try {
      terminal.run(command);
      for (const [name, ...steps] of pictures) {
        for (const step of steps) {
          if (step instanceof RegExp) await terminal.showing(step);
          else terminal.press(...step);
        }
        await take(name, terminal);
      }
    } finally {
      terminal.kill();
    }
  }
} finally {
  rmSync(saved, { force: true });
}
