import { LastgoodError } from '@lastgood/triggers';
import { describe, expect, test, vi } from 'vitest';

import type { RunView } from '../../src/run/view.ts';
import { showRun } from '../../src/screen/show-run.ts';
import { fakeRun } from './fake-run.ts';
import { fakeApp } from './fake-setup.ts';
import { FakeTerminal } from './fake-terminal.ts';

const report = ({ tick, summary }: RunView): string[] => [
  summary ? `decided ${summary.decision}` : `stopped at ${tick}`,
];

/** A run that remembers how often it was started and left. */
function watchedRun(): {
  start: () => AsyncGenerator<RunView>;
  counts: { on: number; off: number };
} {
  const counts = { on: 0, off: 0 };
  async function* start(): AsyncGenerator<RunView> {
    counts.on += 1;
    try {
      yield* fakeRun();
    } finally {
      counts.off += 1;
    }
  }
  return { start, counts };
}

function expectRestored(terminal: FakeTerminal): void {
  expect(terminal.alternate).toBe(false);
  expect(terminal.cursorShown).toBe(true);
  expect(terminal.raw).toBe(false);
}

describe('showRun', () => {
  test('takes the alternate screen, gives it back, and prints the report', async () => {
    const terminal = new FakeTerminal(80, 24);
    const { start, counts } = watchedRun();
    const shown = showRun(fakeApp({ start, report }), terminal.host);
    await terminal.showing('tick 1 of 96');
    expect(terminal.alternate).toBe(true);
    expect(terminal.cursorShown).toBe(false);
    expect(terminal.raw).toBe(true);

    terminal.press('++++');
    await terminal.showing('■ ended');
    terminal.press('q');
    await shown;
    expectRestored(terminal);
    expect(await terminal.showing('decided')).toBe('decided rollback\n');
    expect(counts).toEqual({ on: 1, off: 1 });
    expect(terminal.exitCodes).toEqual([]);
  });

  test.each([
    ['q', 'q'],
    ['Ctrl-C', '\u0003'],
  ])('%s leaves in the middle, stops the run and reports how far it came', async (_name, key) => {
    const terminal = new FakeTerminal(80, 24);
    const { start, counts } = watchedRun();
    const shown = showRun(fakeApp({ start, report }), terminal.host);
    await terminal.showing('tick 1 of 96');
    terminal.press(' ');
    await terminal.showing('paused');
    terminal.press(key);
    await shown;
    expectRestored(terminal);
    expect(await terminal.showing('stopped')).toMatch(/^stopped at \d+\n$/);
    expect(counts).toEqual({ on: 1, off: 1 });
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s restores the terminal, reports, and exits with %i', async (signal, code) => {
    const terminal = new FakeTerminal(80, 24);
    const { start, counts } = watchedRun();
    const shown = showRun(fakeApp({ start, report }), terminal.host);
    await terminal.showing('tick 1 of 96');
    terminal.signal(signal);
    await shown;
    expectRestored(terminal);
    expect(await terminal.showing('stopped')).toMatch(/^stopped at \d+\n$/);
    expect(counts).toEqual({ on: 1, off: 1 });
    expect(terminal.exitCodes).toEqual([code]);
  });

  test('a terminal that is gone ends the run', async () => {
    const terminal = new FakeTerminal(80, 24);
    const { start, counts } = watchedRun();
    const shown = showRun(fakeApp({ start, report }), terminal.host);
    await terminal.showing('tick 1 of 96');
    terminal.breakOff();
    await shown;
    expect(counts).toEqual({ on: 1, off: 1 });
    expect(terminal.exitCodes).toEqual([129]);
  });

  test('what the run throws is thrown on, with the terminal restored', async () => {
    const terminal = new FakeTerminal(80, 24);
    const failure = new Error('127.0.0.1:8015 is in use by another program');
    async function* start(): AsyncGenerator<RunView> {
      yield* [];
      throw failure;
    }
    await expect(showRun(fakeApp({ start, report }), terminal.host)).rejects.toBe(failure);
    expectRestored(terminal);
    expect(terminal.screen().trim()).toBe('');
  });

  /** A run that fails with an error, so often, after so many ticks. */
  function failingRun(
    error: Error,
    ticks: number,
    times = Infinity,
  ): () => AsyncGenerator<RunView> {
    let started = 0;
    return async function* () {
      started += 1;
      for await (const view of fakeRun()) {
        if (started <= times && view.tick > ticks) throw error;
        yield view;
      }
    };
  }
  const unconnected = new LastgoodError(
    'service-unconnected',
    'the service web got no flags from the sync server on 127.0.0.1:8015 within 5 s: try again',
  );

  test('services without flags are told in the app, and r tries it again', async () => {
    const terminal = new FakeTerminal(80, 24);
    const start = failingRun(unconnected, 0, 1);
    const shown = showRun(fakeApp({ start, report }), terminal.host);
    const screen = await terminal.showing('The run failed.');
    expect(screen).toMatch(
      /\n the service web got no flags from the sync server on 127\.0\.0\.1:8015 within 5\n s: try again\.\n r tries it again\./,
    );
    terminal.press('r');
    await terminal.showing('tick 1 of 96');
    terminal.press('q');
    await shown;
    expectRestored(terminal);
  });

  test.each([
    ['before the first tick', 0, 'Stopped before the first tick.\n'],
    ['on the way', 3, 'stopped at 3\n'],
  ])('who leaves after a run that failed %s hears why once more', async (_when, ticks, left) => {
    const terminal = new FakeTerminal(80, 24);
    const start = failingRun(unconnected, ticks);
    const shown = showRun(fakeApp({ start, report }), terminal.host);
    await terminal.showing('The run failed.');
    terminal.press('q');
    await expect(shown).rejects.toBe(unconnected);
    expectRestored(terminal);
    expect((await terminal.showing(left.trim())).trimStart()).toBe(left);
  });

  test('what was asked for and cannot begin at all leaves the app', async () => {
    const terminal = new FakeTerminal(80, 24);
    const refused = new LastgoodError('port-in-use', '127.0.0.1:8015 is in use');
    const shown = showRun(fakeApp({ start: failingRun(refused, 0), report }), terminal.host);
    await expect(shown).rejects.toBe(refused);
    expectRestored(terminal);
  });

  test('r starts again with the same run', async () => {
    const terminal = new FakeTerminal(80, 24);
    const { start, counts } = watchedRun();
    const shown = showRun(fakeApp({ start, report }), terminal.host);
    terminal.press('++++');
    await terminal.showing('■ ended');
    terminal.press('r');
    await vi.waitFor(() => expect(counts).toEqual({ on: 2, off: 2 }), 10_000);
    terminal.press('q');
    await shown;
  });

  test('only what changed is written, in one piece', async () => {
    const terminal = new FakeTerminal(80, 24);
    const shown = showRun(fakeApp({ start: fakeRun, report }), terminal.host);
    await terminal.showing('tick 1 of 96');
    terminal.press(' ');
    await terminal.showing('paused');
    const before = terminal.written.length;
    const [, tick] = /tick (\d+) of/.exec(terminal.screen()) ?? [];
    terminal.press('s');
    await terminal.showing(`tick ${Number(tick) + 1} of`);
    const frame = terminal.written.slice(before);
    expect(frame).not.toContain('\u001B[2J');
    expect(frame).toContain('\u001B[?2026h');
    expect(frame.length).toBeLessThan(80 * 24);
    terminal.press('q');
    await shown;
  });
});
