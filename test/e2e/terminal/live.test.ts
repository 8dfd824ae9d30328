import { fileURLToPath } from 'node:url';

import { describe, expect, onTestFinished, test } from 'vitest';

import { isTmuxInstalled, type TerminalSize, TmuxTerminal } from '../../processes/tmux.ts';

const command = fileURLToPath(new URL('../../../packages/cli/bin/lastgood.js', import.meta.url));

function simulate(size: TerminalSize): TmuxTerminal {
  const terminal = new TmuxTerminal(size);
  onTestFinished(() => terminal.kill());
  terminal.run(`'${process.execPath}' '${command}' simulate`);
  return terminal;
}

describe.skipIf(!isTmuxInstalled() && process.env['CI'] !== 'true')('the screen in tmux', () => {
  test.each([
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ])(
    'shows a run at $columns x $rows, and q restores the terminal and prints the summary',
    async (size) => {
      const terminal = simulate(size);
      const running = await terminal.showing(/tick [1-9]\d* of 414/);
      for (const part of [
        /v13/,
        /v12/,
        /trip 4\.61/,
        /hold 2\.30/,
        /recommender-model/,
        /90 %/,
        /10 %/,
        /q quit/,
      ]) {
        expect(running).toMatch(part);
      }
      terminal.press('?');
      expect(await terminal.showing(/esc/)).toMatch(/pause/);
      terminal.press('Escape');
      await terminal.showing(/trip 4\.61/);
      terminal.press('q');
      const left = await terminal.showing(/Stopped early, at tick \d+ of 414\.\s+prompt>/);
      expect(left).not.toMatch(/q quit/);
      expect(terminal.alternate).toBe(false);
      expect(terminal.cursorShown).toBe(true);
    },
  );
});
