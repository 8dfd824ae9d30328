import { describe, expect, test } from 'vitest';

import { App } from '../../processes/app.ts';
import { descendantsOf, stillRunning } from '../../processes/descendants.ts';
import { isTmuxInstalled } from '../../processes/tmux.ts';

/** How the program can be left, with the exit code; `app` is the process of the program. */
const ways = [
  { way: 'q', code: 0, leave: (app: App) => app.terminal.press('q') },
  { way: 'ctrl+c', code: 0, leave: (app: App) => app.terminal.press('C-c') },
  { way: 'SIGTERM', code: 143, leave: (_: App, program: number) => process.kill(program) },
];

const moments = [
  { moment: 'in Live', begin: async (app: App) => app.terminal.showing(/tick [1-9]/) },
  {
    moment: 'in Tune, while rollouts are computed',
    begin: async (app: App) => {
      await app.terminal.showing(/tick [1-9]/);
      // 5,000 rollouts of each case take long enough to be still on the way.
      app.terminal.press('2', 'n', 'n');
      await app.terminal.showing(/5,000 rollouts of each[^]*\d %/);
    },
  },
];

const cases = moments.flatMap((moment) => ways.map((way) => ({ ...moment, ...way })));

describe.skipIf(!isTmuxInstalled() && process.env['CI'] !== 'true')('the terminal', () => {
  test.for(cases)(
    'is as it was after $way $moment, and no process is left',
    async ({ begin, leave, code }, { onTestFinished }) => {
      const app = new App({ columns: 80, rows: 24 });
      onTestFinished(() => app.close());
      const { terminal } = app;
      app.lastgood('simulate');
      await begin(app);
      expect(terminal.alternate).toBe(true);

      const processes = descendantsOf(terminal.shell);
      const [program = 0] = processes;
      // The program, and the sync server.
      expect(processes.length).toBeGreaterThanOrEqual(2);
      leave(app, program);
      const left = await terminal.showing(/prompt>\s*$/);
      expect(left).toMatch(/Stopped early, at tick \d+ of 414\./);
      expect(left).not.toMatch(/\[1 Live\]/);
      expect(terminal.alternate).toBe(false);
      expect(terminal.cursorShown).toBe(true);
      expect(stillRunning(processes)).toEqual([]);

      // The shell takes lines as before.
      terminal.run('echo "code $?"');
      await terminal.showing(new RegExp(`^code ${code}$`, 'm'));
    },
  );
});
