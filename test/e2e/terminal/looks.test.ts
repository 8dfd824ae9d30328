import { describe, expect, test } from 'vitest';

import { App, views } from '../../processes/app.ts';
import { isTmuxInstalled } from '../../processes/tmux.ts';

/** A sequence that sets one of the colours, in front or behind. */
// oxlint-disable-next-line no-control-regex
const colour = /\u001B\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]/;
const braille = /[\u2801-\u28FF]/;

async function short(
  size: { columns: number; rows: number },
  environment: Readonly<Record<string, string>>,
  onTestFinished: (callback: () => void) => void,
): Promise<App> {
  const app = new App(size, environment);
  onTestFinished(() => app.close());
  app.simulateShort();
  await app.terminal.showing(/tick [1-9]/i);
  return app;
}

describe.skipIf(!isTmuxInstalled() && process.env['CI'] !== 'true')('each view', () => {
  test('has colours, and none with NO_COLOR', async ({ onTestFinished }) => {
    const size = { columns: 120, rows: 40 };
    const coloured = await short(size, {}, onTestFinished);
    const plain = await short(size, { NO_COLOR: '1' }, onTestFinished);
    for (const view of views) {
      await coloured.show(view);
      await plain.show(view);
      expect(coloured.terminal.styledScreen()).toMatch(colour);
      expect(plain.terminal.styledScreen()).not.toMatch(colour);
    }
  });

  test('follows the terminal as it is resized, and says when it is too small', async ({
    onTestFinished,
  }) => {
    const app = await short({ columns: 120, rows: 40 }, {}, onTestFinished);
    const { terminal } = app;
    for (const view of views) {
      await app.show(view);
      for (const size of [
        { columns: 50, rows: 10 },
        { columns: 80, rows: 24 },
        { columns: 59, rows: 40 },
        { columns: 200, rows: 50 },
      ]) {
        terminal.resize(size);
        const isSmall = size.columns < 60 || size.rows < 18;
        const shown = await terminal.showing(
          isSmall
            ? new RegExp(`${size.columns} columns by ${size.rows} rows`)
            : (screen) =>
                screen.includes(`[${view.key} ${view.name}]`) &&
                view.shows.test(screen) &&
                // The footer is in the last line, and no line is wider than the screen.
                (screen.split('\n')[size.rows - 1] ?? '').includes('q quit'),
        );
        if (isSmall) expect(shown).toContain('Lastgood needs 60 columns by 18 rows.');
        for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(size.columns);
      }
    }
  });

  test('is read out in sentences, without a picture', async ({ onTestFinished }) => {
    const app = await short(
      { columns: 120, rows: 40 },
      { INK_SCREEN_READER: 'true' },
      onTestFinished,
    );
    expect(app.terminal.alternate).toBe(false);
    for (const view of views) {
      const read = await app.show(view);
      expect(read).toMatch(
        new RegExp(`View ${view.key} of 4, ${view.name}. Policy short.lastgood.yaml.`),
      );
      expect(read).not.toMatch(braille);
      expect(read).toMatch(/q quit/);
    }
  });
});
