import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, describe, expect, test, vi } from 'vitest';

import { showRun } from '../../src/screen/show-run.ts';
import { FakeEvaluator } from './fake-evaluator.ts';
import { fakeRun } from './fake-run.ts';
import { fakeApp } from './fake-setup.ts';
import { FakeTerminal } from './fake-terminal.ts';

const keys = {
  up: '\u001B[A',
  down: '\u001B[B',
  right: '\u001B[C',
  left: '\u001B[D',
  enter: '\r',
  esc: '\u001B',
  tab: '\t',
  shiftTab: '\u001B[Z',
  ctrlC: '\u0003',
  ctrlU: '\u0015',
};

let shown: Promise<void> = Promise.resolve();
let terminal: FakeTerminal;
afterEach(async () => {
  // Once more where it is asked for changes.
  terminal.press(keys.ctrlC + keys.ctrlC);
  await shown;
});

async function open(columns = 100, rows = 30, stuck = false): Promise<FakeEvaluator> {
  terminal = new FakeTerminal(columns, rows);
  const evaluator = new FakeEvaluator();
  evaluator.stuck = stuck;
  shown = showRun(fakeApp({ start: fakeRun, evaluator }), terminal.host);
  await terminal.showing(' of 96');
  return evaluator;
}

/** Presses keys one after the other, each once the screen shows what the one before led to. */
async function press(
  ...steps: readonly (readonly [keys: string, shows: string])[]
): Promise<string> {
  let screen = '';
  for (const [pressed, shows] of steps) {
    terminal.press(pressed);
    screen = await terminal.showing(shows);
  }
  return screen;
}

describe('the app', () => {
  test('goes from view to view by their numbers and by tab', async () => {
    await open();
    const screen = await press(
      ['2', '[2 Tune]'],
      ['3', '[3 Compare]'],
      ['4', '[4 Choose]'],
      [keys.tab, '[1 Live]'],
      [keys.tab, '[2 Tune]'],
      [keys.shiftTab, '[1 Live]'],
      [keys.shiftTab, '[4 Choose]'],
      ['1', '[1 Live]'],
    );
    expect(screen).toContain('ON TRIAL');
  });

  test('keys that are pressed at once go to the view that they bring', async () => {
    await open(100, 30, true);
    terminal.press(`2${keys.right}${keys.down}${keys.right}`);
    const screen = await terminal.showing('not saved');
    expect(await terminal.showing('◂ 2 ▸*')).toContain('2%  *');
    expect(screen).toContain('[2 Tune]');
  });

  test('the run of Live waits while another view is shown, and goes on after it', async () => {
    await open();
    await press(['2', '[2 Tune]'], ['1', '[1 Live]']);
    const tick = (screen: string): number => Number(/tick (\d+) of/.exec(screen)?.[1]);
    const first = tick(await terminal.showing('ticks/s'));
    expect(first).toBeGreaterThan(0);
    terminal.press(' ');
    const paused = tick(await terminal.showing('paused'));
    await press(['4', '[4 Choose]'], ['1', '‖ paused']);
    expect(tick(terminal.screen())).toBe(paused);
  });

  test('every key of Tune does what its help says', async () => {
    const evaluator = await open(100, 34, true);
    await press(
      ['2', '◂ 1% ▸'],
      [keys.right, '◂ 2% ▸*'],
      ['d', 'risk.falseRollback  1% -> 2%'],
      [keys.esc, '◂ 2% ▸*'],
      ['u', '◂ 1% ▸ '],
      ['U', '◂ 2% ▸*'],
      [keys.left, '◂ 1% ▸ '],
      [keys.down, '▸ minBadTicks'],
      [keys.up, '▸ risk.falseRollback'],
      ['f', 'faulty: busy'],
      ['f', 'faulty: failing'],
      ['h', 'healthy: healthy'],
      ['n', '1,000 rollouts of each'],
      ['c', 'npx lastgood tune --policy'],
      [keys.right, '--set risk.falseRollback=2%'],
      [keys.enter, '◂ 2% ▸*'],
      ['?', 'undone'],
      [keys.esc, '◂ 2% ▸*'],
      ['o', 'least harm with at most'],
      [keys.right, '◂ 5 % ▸'],
      [keys.enter, 'looking for the least harm within 5 %'],
      [keys.esc, 'stopped'],
      ['l', '[1 Live]'],
    );
    expect(evaluator.aborted).toBeGreaterThan(5);
  });

  test('saves under the name that is written, and asks before it replaces', async () => {
    await open();
    const file = join(await mkdtemp(join(tmpdir(), 'lastgood-app-')), 'a.yaml');
    await press(
      ['2', '◂ 1% ▸'],
      [keys.right, 'not saved'],
      ['w', 'save in errors.tuned.lastgood.yaml'],
      [keys.esc, 'w save'],
      ['w', 'save in'],
      [keys.ctrlU + file, 'a.yaml'],
      [keys.enter, 'Use it: npx lastgood simulate --policy'],
    );
    expect(terminal.screen()).not.toContain('not saved');
    expect(await readFile(file, 'utf8')).toContain('falseRollback: 2%');
    await press(
      [keys.right, 'not saved'],
      ['w', 'save in'],
      [keys.enter, 'there already: replace it?'],
      [keys.esc, 'not saved'],
      ['w', 'save in'],
      [keys.enter, 'there already: replace it?'],
      ['y', 'Use it'],
    );
    expect(await readFile(file, 'utf8')).toContain('falseRollback: 5%');
    terminal.press('q');
    await shown;
    expect(await terminal.showing('Policy saved in')).toContain('npx lastgood simulate --policy');
  });

  test('q asks once for changes that were not saved; no other key leaves', async () => {
    await open();
    await press(
      ['2', '◂ 1% ▸'],
      [keys.right, 'not saved'],
      ['1', '[1 Live]'],
      ['q', 'The policy is not saved'],
    );
    terminal.press('x');
    await vi.waitFor(() => expect(terminal.screen()).not.toContain('The policy is not saved'));
    await press(
      ['q', 'The policy is not saved'],
      ['w', 'save in'],
      [keys.esc, 'w save'],
      ['q', 'The policy is not saved'],
    );
    terminal.press('q');
    await shown;
    expect(await terminal.showing('Not saved')).toContain('risk.falseRollback: 1% -> 2%');
  });

  test('Ctrl-C asks as well, and leaves when it is pressed again', async () => {
    await open();
    await press(
      ['2', '◂ 1% ▸'],
      [keys.right, 'not saved'],
      [keys.ctrlC, 'The policy is not saved'],
    );
    terminal.press(keys.ctrlC);
    await shown;
    expect(await terminal.showing('Not saved')).toContain('risk.falseRollback: 1% -> 2%');
  });

  test('a changed policy starts Live anew, with it', async () => {
    terminal = new FakeTerminal(100, 30);
    const risks: number[] = [];
    shown = showRun(
      fakeApp({
        start: (setup) => {
          risks.push(setup.policy.policy.risk.falseRollback);
          return fakeRun();
        },
      }),
      terminal.host,
    );
    await terminal.showing(' of 96');
    await press(['2', '◂ 1% ▸'], [keys.right, 'not saved'], ['l', '[1 Live]'], [' ', 'paused']);
    await press(['2', '[2 Tune]'], ['1', '‖ paused']);
    expect(risks).toEqual([0.01, 0.02]);
  });

  test('says in every view that the terminal is too small, and comes back to where it was', async () => {
    await open();
    for (const [key, view] of [
      ['1', '[1 Live]'],
      ['2', '[2 Tune]'],
      ['4', '[4 Choose]'],
    ] as const) {
      await press([key, view]);
      terminal.resize(50, 10);
      await terminal.showing('too small');
      terminal.resize(100, 30);
      await terminal.showing(view);
    }
    terminal.resize(50, 10);
    await terminal.showing('too small');
    terminal.press('q');
    await shown;
    expect(terminal.alternate).toBe(false);
  });

  test.each(['2', '4'])(
    'SIGTERM and Ctrl-C leave view %s and restore the terminal',
    async (view) => {
      await open(100, 30, true);
      await press([view, `[${view}`]);
      terminal.signal('SIGTERM');
      await shown;
      expect(terminal.alternate).toBe(false);
      expect(terminal.cursorShown).toBe(true);
      expect(terminal.raw).toBe(false);
      expect(terminal.exitCodes).toEqual([143]);
    },
  );
});
