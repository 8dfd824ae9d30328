import { afterEach, describe, expect, test } from 'vitest';

import { showRun } from '../../../src/screen/show-run.ts';
import { FakeEvaluator } from '../fake-evaluator.ts';
import { fakeRun } from '../fake-run.ts';
import { fakeApp } from '../fake-setup.ts';
import { FakeTerminal } from '../fake-terminal.ts';

const right = '\u001B[C';
let leave: () => Promise<void> = async () => {};
afterEach(() => leave());

async function open(
  columns: number,
  rows: number,
  { stuck = false, env = {} }: { stuck?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<FakeTerminal> {
  const terminal = new FakeTerminal(columns, rows, env);
  const evaluator = new FakeEvaluator();
  evaluator.stuck = stuck;
  const shown = showRun(fakeApp({ start: fakeRun, evaluator }), terminal.host);
  leave = async () => {
    terminal.press('\u0003');
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
