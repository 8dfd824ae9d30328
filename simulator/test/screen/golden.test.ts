import { afterEach, describe, expect, test } from 'vitest';

import { showRun } from '../../src/screen/show-run.ts';
import { fakeRun } from './fake-run.ts';
import { fakeSetup } from './fake-setup.ts';
import { FakeTerminal } from './fake-terminal.ts';

const toTheEnd = '++++';
let leave: () => Promise<void> = async () => {};
afterEach(() => leave());

function open(columns: number, rows: number, env: NodeJS.ProcessEnv = {}): FakeTerminal {
  const terminal = new FakeTerminal(columns, rows, env);
  const shown = showRun({ setup: fakeSetup, start: fakeRun, report: () => [] }, terminal.host);
  leave = async () => {
    terminal.press('q');
    await shown;
  };
  return terminal;
}

/** Pauses, and goes on tick by tick. */
async function stepTo(terminal: FakeTerminal, tick: number): Promise<string> {
  await terminal.showing(' of 96');
  terminal.press(' ');
  const [, done] = /tick (\d+) of/.exec(await terminal.showing('‖ paused')) ?? [];
  terminal.press('s'.repeat(tick - Number(done)));
  return terminal.showing(`tick ${tick} of`);
}

/** Whole screens, as a user sees them. After a change of the look: `npx vitest run -u simulator/test/screen`, and read. */
describe('the screen', () => {
  const sizes = [
    [60, 18],
    [80, 24],
    [120, 40],
    [200, 50],
  ] as const;

  test.each(sizes)('in the middle of a trial, at %i x %i', async (columns, rows) => {
    const terminal = open(columns, rows);
    const screen = await stepTo(terminal, 44);
    await expect(screen).toMatchFileSnapshot(`golden/trial-${columns}x${rows}.txt`);
  });

  test.each(sizes)('after the end, at %i x %i', async (columns, rows) => {
    const terminal = open(columns, rows);
    terminal.press(toTheEnd);
    const screen = await terminal.showing('■ ended');
    await expect(screen).toMatchFileSnapshot(`golden/end-${columns}x${rows}.txt`);
  });

  test.each([
    ['the rates alone', 'e', 'rates'],
    ['the evidence alone', 'ee', 'evidence'],
    ['the events alone', 'eee', 'events'],
    ['the help', '?', 'help'],
  ])('%s', async (_name, keys, file) => {
    const terminal = open(80, 24);
    terminal.press(toTheEnd);
    await terminal.showing('■ ended');
    terminal.press(keys);
    await expect(await terminal.showing('esc back')).toMatchFileSnapshot(`golden/${file}.txt`);
  });

  test('the help where there is little room', async () => {
    const terminal = open(60, 18);
    await stepTo(terminal, 44);
    terminal.press('?');
    await expect(await terminal.showing('esc back')).toMatchFileSnapshot('golden/help-60x18.txt');
  });

  test('without braille', async () => {
    const terminal = open(80, 24, { TERM: 'linux' });
    terminal.press(toTheEnd);
    const screen = await terminal.showing('# ended');
    await expect(screen).toMatchFileSnapshot('golden/ascii.txt');
    expect(screen).toMatch(/^[\n -~]+$/);
  });

  test('for a screen reader', async () => {
    const terminal = open(80, 24, { INK_SCREEN_READER: 'true' });
    await terminal.showing('on trial');
    expect(terminal.alternate).toBe(false);
    terminal.press(toTheEnd);
    const screen = await terminal.showing('rolled back');
    await expect(screen).toMatchFileSnapshot('golden/spoken.txt');
  });

  test('a terminal that is too small says so, and recovers', async () => {
    const terminal = open(50, 15);
    const screen = await terminal.showing('too small');
    await expect(screen).toMatchFileSnapshot('golden/too-small.txt');
    terminal.resize(80, 24);
    await terminal.showing('ON TRIAL');
    terminal.resize(79, 17);
    await terminal.showing('79 columns by 17 rows');
    terminal.resize(120, 40);
    await terminal.showing('q quit');
  });
});
