import { describe, expect, test } from 'vitest';

import { App, sizes, views, type View } from '../../processes/app.ts';
import { footerOf } from '../../processes/footer.ts';
import { isTmuxInstalled } from '../../processes/tmux.ts';

/** After so long without a change a screen does nothing by itself, in milliseconds. */
const rest = 250;

/** What leaves what a key has opened. These keys are pressed again and again. */
const leaving = ['back', 'no', 'stop'];
const triedAnyway = new Set([...leaving, 'quit']);

/** Brings a view to where it begins, with nothing happening by itself. */
async function calm(app: App, view: View): Promise<string> {
  const { terminal } = app;
  for (;;) {
    const footer = footerOf(terminal.screen());
    const word = leaving.find((candidate) => footer.has(candidate));
    if (word === undefined) break;
    const [key = ''] = footer.get(word) ?? [];
    terminal.press(key);
    await terminal.showing((screen) => !footerOf(screen).has(word));
  }
  const screen = await app.show(view);
  if (footerOf(screen).has('pause')) {
    terminal.press('Space');
    await terminal.showing(/ paused /);
  }
  return terminal.resting(rest);
}

/** Presses every key that a view's footer shows, and those that it shows after one of these. */
async function pressAll(app: App, view: View): Promise<Set<string>> {
  const { terminal } = app;
  const seen = new Set<string>();
  const paths: string[][] = [[]];
  for (const path of paths) {
    for (;;) {
      let screen = await calm(app, view);
      for (const key of path) {
        terminal.press(key);
        screen = await terminal.changed(screen, `after ${key}`);
      }
      screen = path.length === 0 ? screen : await terminal.resting(rest).catch(() => screen);
      const next = [...footerOf(screen)].find(
        ([word]) => !triedAnyway.has(word) && !seen.has(word),
      );
      if (!next) break;
      const [word, keys] = next;
      seen.add(word);
      for (const key of keys) {
        screen = terminal.screen();
        terminal.press(key);
        screen = await terminal.changed(screen, `after ${key} ${word} in ${view.name}`);
      }
      const isNew = [...footerOf(screen).keys()].some(
        (other) => !triedAnyway.has(other) && !seen.has(other),
      );
      if (isNew && path.length === 0) paths.push(keys.slice(0, 1));
    }
  }
  return seen;
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
        const t0 = performance.now();
        const seen = await pressAll(app, view);
        console.log(view.name, size.columns, Math.round(performance.now() - t0), [...seen].join());
        expect(seen).toContain('help');
      }
      await calm(app, views[0]);
      terminal.press('q');
      await terminal.showing(/prompt>\s*$|q leaves without it/);
    },
  );
});
