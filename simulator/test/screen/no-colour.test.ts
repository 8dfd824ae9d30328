import { expect, test, vi } from 'vitest';

import { showRun } from '../../src/screen/show-run.ts';
import { fakeRun } from './fake-run.ts';
import { fakeApp } from './fake-setup.ts';
import { FakeTerminal } from './fake-terminal.ts';

test('NO_COLOR is honoured, and the environment is left as it was', async () => {
  vi.stubEnv('NO_COLOR', '1');
  vi.stubEnv('FORCE_COLOR', '3');
  const before = { ...process.env };
  const terminal = new FakeTerminal(80, 24, process.env);
  const shown = showRun(fakeApp({ start: fakeRun, report: () => [] }), terminal.host);
  await terminal.showing('ON TRIAL');
  expect(process.env).toEqual(before);
  for (const [key, shows] of [
    ['2', '◂ 1% ▸'],
    ['3', 'growthbook'],
    ['4', 'scenarios'],
    ['?', 'this page'],
  ] as const) {
    terminal.press(key);
    await terminal.showing(shows);
  }
  terminal.press('q');
  await shown;
  expect(terminal.written).not.toMatch(/\[[\d;]*m/);
});
