import { afterEach, describe, expect, test } from 'vitest';

import { listScenarios } from '../../../src/scenarios/list.ts';
import { showRun } from '../../../src/screen/show-run.ts';
import { fakeRun } from '../fake-run.ts';
import { fakeApp, fakeSetup } from '../fake-setup.ts';
import { FakeTerminal } from '../fake-terminal.ts';

const scenarios = await listScenarios();
let leave: () => Promise<void> = async () => {};
afterEach(() => leave());

async function open(
  columns: number,
  rows: number,
  env = {},
  setup = fakeSetup,
): Promise<FakeTerminal> {
  const terminal = new FakeTerminal(columns, rows, env);
  const folder = process.cwd();
  const shown = showRun(fakeApp({ setup, start: fakeRun, scenarios, folder }), terminal.host);
  leave = async () => {
    terminal.press('\u0003');
    await shown;
  };
  await terminal.showing('made-up');
  terminal.press('4');
  return terminal;
}

/** Whole screens, as a user sees them. */
describe('the Choose view', () => {
  test.each([
    [80, 24],
    [120, 40],
    [200, 50],
  ])('at %i x %i', async (columns, rows) => {
    const terminal = await open(columns, rows);
    const screen = await terminal.showing('✓ failing');
    await expect(screen).toMatchFileSnapshot(`golden/choose-${columns}x${rows}.txt`);
  });

  test.each([
    ['the help', '?', 'esc back', 'help'],
    ['the name of a recording', 'r', 'file of the recording', 'recording'],
    ['a seed that is none', 's\u0015x\r', 'whole number', 'seed'],
  ])('%s', async (_name, keys, shows, file) => {
    const terminal = await open(80, 24);
    await terminal.showing('✓ failing');
    terminal.press(keys);
    await expect(await terminal.showing(shows)).toMatchFileSnapshot(`golden/${file}.txt`);
  });

  test('with a recording in use', async () => {
    const source = { kind: 'recording', file: 'last-month.jsonl.gz' } as const;
    const terminal = await open(80, 24, {}, { ...fakeSetup, source });
    const screen = await terminal.showing('✓ last-month.jsonl.gz');
    await expect(screen).toMatchFileSnapshot('golden/recording-in-use.txt');
  });

  test('without braille', async () => {
    const terminal = await open(80, 24, { TERM: 'linux' });
    expect(await terminal.showing('+ failing')).toMatch(/^[\n -~]+$/);
  });

  test('for a screen reader', async () => {
    const terminal = await open(80, 24, { INK_SCREEN_READER: 'true' });
    const screen = await terminal.showing('Picked');
    const text = screen.slice(screen.lastIndexOf('View 4 of 4'));
    await expect(text).toMatchFileSnapshot('golden/spoken.txt');
  });
});
