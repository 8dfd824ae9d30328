import { afterEach, describe, expect, test, vi } from 'vitest';

import type { RunControls } from '../../src/run/controls.ts';
import type { RunView } from '../../src/run/view.ts';
import type { StartRun } from '../../src/screen/session/live-run.ts';
import type { Setup } from '../../src/screen/session/session.ts';
import { showRun } from '../../src/screen/show-run.ts';
import { runOfFive } from './fake-guardrails.ts';
import { fakeRun } from './fake-run.ts';
import { fakeApp } from './fake-setup.ts';
import { FakeTerminal } from './fake-terminal.ts';

const toTheEnd = '++++';
let leave: () => Promise<void> = async () => {};
afterEach(() => leave());

function open(
  columns: number,
  rows: number,
  env: NodeJS.ProcessEnv = {},
  start: StartRun = fakeRun,
): FakeTerminal {
  const terminal = new FakeTerminal(columns, rows, env);
  const shown = showRun(fakeApp({ start }), terminal.host);
  leave = async () => {
    // Not q, which is no answer to a question.
    terminal.press('\u0003');
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

const sizes = [
  [60, 18],
  [80, 24],
  [120, 40],
  [200, 50],
] as const;

/** Whole screens, as a user sees them. After a change of the look: `npx vitest run -u simulator/test/screen`, and read. */
describe('the screen', () => {
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
    ['the chart of a guardrail alone', 'e', 'guardrail'],
    ['the evidence alone', 'ee', 'evidence'],
    ['the reasons alone', 'eee', 'standings'],
    ['the events alone', 'eeee', 'events'],
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

describe('the screen with five guardrails', () => {
  test.each(sizes)('in the middle of a trial, at %i x %i', async (columns, rows) => {
    const terminal = open(columns, rows, {}, runOfFive);
    const screen = await stepTo(terminal, 44);
    await expect(screen).toMatchFileSnapshot(`golden/five-trial-${columns}x${rows}.txt`);
  });

  test.each(sizes)('after the end, at %i x %i', async (columns, rows) => {
    const terminal = open(columns, rows, {}, runOfFive);
    terminal.press(toTheEnd);
    const screen = await terminal.showing('■ ended');
    await expect(screen).toMatchFileSnapshot(`golden/five-end-${columns}x${rows}.txt`);
  });

  test.each([
    ['the next guardrail', 'g', 'retries:', 'five-next'],
    ['the guardrail before', 'G', 'inputs:', 'five-before'],
    ['the last quarter of the time', 'zz', '╵20 h', 'five-zoom'],
    ['the reasons of all', 'eee', 'esc back', 'five-standings'],
    ['whether a rollback by hand is meant', 'b', 'y yes', 'five-asking'],
  ])('shows %s', async (_name, keys, sign, file) => {
    const terminal = open(80, 24, {}, runOfFive);
    await stepTo(terminal, 44);
    terminal.press(keys);
    await expect(await terminal.showing(sign)).toMatchFileSnapshot(`golden/${file}.txt`);
  });

  test('without braille', async () => {
    const terminal = open(80, 24, { TERM: 'linux' }, runOfFive);
    terminal.press(toTheEnd);
    const screen = await terminal.showing('# ended');
    await expect(screen).toMatchFileSnapshot('golden/five-ascii.txt');
    expect(screen).toMatch(/^[\n -~]+$/);
  });

  test('for a screen reader', async () => {
    const terminal = open(80, 50, { INK_SCREEN_READER: 'true' }, runOfFive);
    await terminal.showing('on trial');
    terminal.press(toTheEnd);
    const screen = await terminal.showing('rolled back');
    await expect(screen).toMatchFileSnapshot('golden/five-spoken.txt');
  });
});

describe('what one asks for', () => {
  const asked: string[] = [];
  async function* run(_setup: unknown, controls: RunControls): AsyncGenerator<RunView> {
    for await (const view of runOfFive()) {
      asked.push(...controls.take());
      yield view;
    }
  }

  test('comes to the run at its next tick, a rollback only once it is meant', async () => {
    const terminal = open(80, 24, {}, run);
    await stepTo(terminal, 20);
    terminal.press('b');
    await terminal.showing('Take v13 out of service?');
    terminal.press('n');
    await terminal.showing('b roll back');
    terminal.press('ihb');
    await terminal.showing('y yes');
    terminal.press('y');
    await terminal.showing('At the next tick v13 becomes worse, and 2 more things happen.');
    expect(asked).toEqual([]);
    terminal.press('s');
    await terminal.showing('tick 21 of');
    expect(asked).toEqual(['inject', 'hold', 'rollback']);
  });

  test('is another seed, or the same again', async () => {
    const seeds: number[] = [];
    async function* seeded({ seed }: Setup): AsyncGenerator<RunView> {
      seeds.push(seed);
      for await (const view of fakeRun()) yield { ...view, seed };
    }
    const terminal = open(80, 24, {}, seeded);
    await terminal.showing('seed 1 ');
    terminal.press('n');
    await terminal.showing('seed 2 ');
    terminal.press('r');
    await vi.waitFor(() => expect(seeds).toEqual([1, 2, 2]));
    terminal.press('N');
    await terminal.showing('seed 1 ');
    terminal.press('N');
    await terminal.showing('seed 0 ');
    terminal.press('N');
    await terminal.showing('seed 4294967295 ');
  });
});
