import { afterEach, describe, expect, test } from 'vitest';

import { showRun } from '../../../src/screen/show-run.ts';
import type { FakeComparer } from '../fake-comparison.ts';
import { FakeEvaluator } from '../fake-evaluator.ts';
import { fakeRun } from '../fake-run.ts';
import { fakeApp } from '../fake-setup.ts';
import { FakeTerminal } from '../fake-terminal.ts';

const down = '\u001B[B';
let leave: () => Promise<void> = async () => {};
afterEach(() => leave());

async function open(
  columns: number,
  rows: number,
  env: NodeJS.ProcessEnv = {},
): Promise<{ terminal: FakeTerminal; comparer: FakeComparer }> {
  const terminal = new FakeTerminal(columns, rows, env);
  const evaluator = new FakeEvaluator();
  const { comparer } = evaluator;
  const shown = showRun(fakeApp({ start: fakeRun, evaluator }), terminal.host);
  leave = async () => {
    terminal.press('\u0003');
    await shown;
  };
  await terminal.showing(' of 96');
  terminal.press('3');
  await terminal.showing('100 of 200 rollouts');
  return { terminal, comparer };
}

/** Whole screens, as a user sees them. */
describe('the Compare view', () => {
  test.each([
    [60, 18],
    [80, 24],
    [120, 40],
    [200, 50],
  ])('at %i x %i', async (columns, rows) => {
    const { terminal, comparer } = await open(columns, rows);
    comparer.finish();
    await terminal.showing('✓ 200 rollouts');
    terminal.press(`${down}${down}${down}${down}`);
    const screen = await terminal.showing('▸ growthbook');
    await expect(screen).toMatchFileSnapshot(`golden/compare-${columns}x${rows}.txt`);
  });

  test('on the way', async () => {
    const { terminal } = await open(80, 24);
    await expect(await terminal.showing('12 s left')).toMatchFileSnapshot(
      'golden/compare-on-the-way.txt',
    );
  });

  test('the help', async () => {
    const { terminal } = await open(80, 24);
    terminal.press('?');
    await expect(await terminal.showing('esc back')).toMatchFileSnapshot('golden/compare-help.txt');
    terminal.press('\u001B');
    await terminal.showing('▸ lastgood');
  });

  test('without braille', async () => {
    const { terminal, comparer } = await open(120, 40, { TERM: 'linux' });
    comparer.finish();
    const screen = await terminal.showing('+ 200 rollouts');
    await expect(screen).toMatchFileSnapshot('golden/compare-ascii.txt');
    expect(screen).toMatch(/^[\n -~]+$/);
  });

  test('for a screen reader', async () => {
    const { terminal, comparer } = await open(100, 50, { INK_SCREEN_READER: 'true' });
    comparer.finish();
    const screen = await terminal.showing(': 200 rollouts');
    await expect(screen).toMatchFileSnapshot('golden/compare-spoken.txt');
  });

  test('takes more rollouts, fewer, and other seeds', async () => {
    const { terminal, comparer } = await open(80, 24);
    terminal.press('+');
    await terminal.showing('500 of 1,000 rollouts');
    terminal.press('--');
    await terminal.showing('20 of 40 rollouts');
    terminal.press('n');
    await terminal.showing('from seed 2 on');
    terminal.press('N');
    await terminal.showing('from seed 1 on');
    expect(comparer.requests.map(({ runs, seed }) => `${runs} ${seed}`)).toEqual([
      '100 1',
      '500 1',
      '100 1',
      '20 1',
      '20 2',
      '20 1',
    ]);
  });
});
