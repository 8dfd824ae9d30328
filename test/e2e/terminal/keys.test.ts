import { describe, expect, test } from 'vitest';

import { App, sizes, views, type View } from '../../processes/app.ts';
import { footerOf } from '../../processes/footer.ts';
import { isTmuxInstalled } from '../../processes/tmux.ts';

/** After so long without a change a screen does nothing by itself, in milliseconds. */
const rest = 600;

/** What leaves what a key has opened. */
const leaving = ['back', 'no', 'stop'];

/** Brings a view to where it begins, with nothing happening by itself. */
async function calm(app: App, view: View): Promise<string> {
  const { terminal } = app;
  for (;;) {
    const screen = terminal.screen();
    const footer = footerOf(screen);
    const word = leaving.find((candidate) => footer.has(candidate));
    if (word !== undefined) {
      terminal.press(footer.get(word)?.[0] ?? '');
      await terminal.showing((now) => !footerOf(now).has(word));
    } else if (!screen.includes(`[${view.key} `)) await app.show(view);
    else if (!view.shows.test(screen)) await terminal.showing(view.shows);
    else if (screen.includes('The run is over.')) {
      terminal.press('r');
      await terminal.showing((now) => !now.includes('The run is over.'));
    } else if (footer.has('pause')) {
      terminal.press('Space');
      await terminal.showing((now) => !footerOf(now).has('pause'));
    } else return terminal.resting(rest);
  }
}

/** Presses every key that a view's footer shows; all but that which leaves the program. */
async function pressAll(app: App, view: View): Promise<Set<string>> {
  const { terminal } = app;
  const pressed = new Set(['quit']);
  for (;;) {
    const footer = footerOf(await calm(app, view));
    const next = [...footer].find(([word]) => !pressed.has(word));
    if (!next) return pressed;
    const [word, keys] = next;
    pressed.add(word);
    // The list of the Choose view begins with what is in use: the recording, which is its last line.
    for (const key of view.name === 'Choose' ? keys.toReversed() : keys) {
      const before = terminal.screen();
      terminal.press(key);
      await terminal.changed(before, `after ${key} ${word} in ${view.name}`);
    }
  }
}

describe.skipIf(!isTmuxInstalled() && process.env['CI'] !== 'true').concurrent('the keys', () => {
  test.for(sizes)(
    'in the footers at $columns x $rows do something, and the help explains them',
    { timeout: 150_000 },
    async (size, { onTestFinished }) => {
      const app = new App(size);
      onTestFinished(() => app.close());
      const { terminal } = app;
      app.simulateShort();
      await terminal.showing(/tick [1-9]/);
      for (const view of views) {
        const screen = await calm(app, view);
        const keys = [...footerOf(screen).values()].flat().filter((key) => key.length === 1);
        terminal.press('?');
        const help = await terminal.showing(/esc back/);
        for (const key of keys) expect(help).toContain(` ${key} `);
        expect(await pressAll(app, view)).toContain('help');
      }
      await calm(app, views[0]);
      terminal.press('q');
      await terminal.showing(/prompt>\s*$|q leaves without it/);
    },
  );
});
