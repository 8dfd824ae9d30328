import { afterEach, describe, expect, test } from 'vitest';

import type { Setup } from '../../../src/screen/session/session.ts';
import { showRun } from '../../../src/screen/show-run.ts';
import { FakeEvaluator } from '../fake-evaluator.ts';
import { fakeRun } from '../fake-run.ts';
import { fakeApp, fakeSetup } from '../fake-setup.ts';
import { FakeTerminal } from '../fake-terminal.ts';

const right = '\u001B[C';
/** Ctrl-C, and once more where it is asked for changes. */
const leaving = '\u0003\u0003';

let leave: () => Promise<void> = async () => {};
afterEach(() => leave());

async function open(
  columns: number,
  rows: number,
  options: { stuck?: boolean; env?: NodeJS.ProcessEnv; setup?: Setup } = {},
): Promise<FakeTerminal> {
  const { stuck = false, env = {}, setup = fakeSetup } = options;
  const terminal = new FakeTerminal(columns, rows, env);
  const evaluator = new FakeEvaluator();
  evaluator.stuck = stuck;
  const shown = showRun(fakeApp({ start: fakeRun, evaluator, setup }), terminal.host);
  leave = async () => {
    terminal.press(leaving);
    await shown;
  };
  await terminal.showing(' of 96');
  terminal.press('2');
  await terminal.showing('outcome');
  return terminal;
}

/** Whole screens, as a user sees them. */
describe('the Tune view', () => {
  test.each([
    [80, 24],
    [120, 40],
    [200, 50],
  ])('after a move, at %i x %i', async (columns, rows) => {
    const terminal = await open(columns, rows);
    terminal.press(right);
    await terminal.showing('not saved');
    const screen = await terminal.showing('✓ done');
    await expect(screen).toMatchFileSnapshot(`golden/moved-${columns}x${rows}.txt`);
  });

  test('while rollouts are made', async () => {
    const terminal = await open(80, 24, { stuck: true });
    await expect(await terminal.showing('3 s left')).toMatchFileSnapshot('golden/partial.txt');
  });
});

describe('a search says on which cases it goes, also where they have long names', () => {
  const file = '/logs/electricity-shadow-of-the-first-quarter.jsonl.gz';
  const setup: Setup = { ...fakeSetup, source: { kind: 'recording', file } };

  test('before it begins', async () => {
    const terminal = await open(80, 24, { setup });
    await terminal.showing('✓ done');
    terminal.press('o');
    await expect(await terminal.showing('least harm')).toMatchFileSnapshot('golden/limiting.txt');
  });

  test('while it goes on', async () => {
    const terminal = await open(80, 24, { setup, stuck: true });
    await terminal.showing('3 s left');
    terminal.press('o\r');
    const screen = await terminal.showing('looking for');
    expect(screen).toMatch(
      /\n 1 healthy case: twin of .*gz\n 1 faulty case: errors 2x worse,\s+.*gz\n looking for .*\n esc stop/,
    );
  });
});

describe('other screens', () => {
  test.each([
    ['the points of the curve', `c${right}`, '6.0 false rollbacks', 'points'],
    ['the changes', `${right}d`, '1% -> 2%', 'changes'],
    ['the help', '?', 'esc back', 'help'],
    ['the name of a file', `${right}w`, 'save in', 'naming'],
  ])('%s', async (_name, keys, shows, file) => {
    const terminal = await open(80, 24);
    await terminal.showing('✓ done');
    terminal.press(keys);
    await expect(await terminal.showing(shows)).toMatchFileSnapshot(`golden/${file}.txt`);
  });

  test('without braille', async () => {
    const terminal = await open(80, 24, { env: { TERM: 'linux' } });
    const screen = await terminal.showing('+ done');
    await expect(screen).toMatchFileSnapshot('golden/ascii.txt');
    expect(screen).toMatch(/^[\n -~]+$/);
  });
});

test('the Tune view for a screen reader', async () => {
  const terminal = new FakeTerminal(80, 40, { INK_SCREEN_READER: 'true' });
  const shown = showRun(fakeApp({ start: fakeRun }), terminal.host);
  leave = async () => {
    terminal.press(leaving);
    await shown;
  };
  await terminal.showing('on trial');
  terminal.press('2');
  const screen = await terminal.showing('all done');
  const text = screen.slice(screen.lastIndexOf('View 2 of 4'));
  await expect(text).toMatchFileSnapshot('golden/spoken.txt');
});
