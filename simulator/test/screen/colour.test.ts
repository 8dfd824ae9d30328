import { expect, test, vi } from 'vitest';

import { showRun } from '../../src/screen/show-run.ts';
import { fakeRun } from './fake-run.ts';
import { fakeApp } from './fake-setup.ts';
import { FakeTerminal } from './fake-terminal.ts';

// In a file of its own, as its counterpart is: whether there are colours is settled when Ink is loaded.
test('colours are those of 16, and bold and dim', async () => {
  vi.stubEnv('NO_COLOR', undefined);
  vi.stubEnv('FORCE_COLOR', '3');
  const terminal = new FakeTerminal(80, 24, process.env);
  const shown = showRun(fakeApp({ start: fakeRun, report: () => [] }), terminal.host);
  await terminal.showing('ON TRIAL');
  terminal.press('q');
  await shown;
  const codes = terminal.written.match(/(?<=\[)[\d;]+(?=m)/g);
  expect(new Set(codes)).toEqual(
    new Set(['1', '2', '7', '22', '27', '31', '32', '33', '35', '36', '39']),
  );
});
