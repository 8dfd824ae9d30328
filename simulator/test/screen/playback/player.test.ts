import { afterEach, describe, expect, test, vi } from 'vitest';

import type { RunControls } from '../../../src/run/controls.ts';
import type { RunView } from '../../../src/run/view.ts';
import { Player } from '../../../src/screen/playback/player.ts';
import { fakeRun } from '../fake-run.ts';

const players: Player[] = [];
afterEach(() => players.splice(0).forEach((player) => player.stop()));

function playing(start: (controls: RunControls) => AsyncGenerator<RunView> = fakeRun): {
  player: Player;
  over: Promise<void>;
} {
  const player = new Player(start, 0);
  players.push(player);
  return { player, over: player.play() };
}

const tickOf = (player: Player): number => player.playback().view?.tick ?? 0;

function atFullSpeed(player: Player): void {
  for (let presses = 0; presses < 9; presses += 1) player.faster();
}

describe('Player', () => {
  test('plays to the end and stays there', async () => {
    const { player, over } = playing();
    atFullSpeed(player);
    expect(player.playback().speed).toBe(Infinity);
    await vi.waitFor(() => expect(player.playback().mode).toBe('ended'));
    expect(player.playback().view?.summary?.decision).toBe('rollback');
    player.stop();
    await over;
    expect(tickOf(player)).toBe(96);
  });

  test('a step is one tick, and pauses', async () => {
    const { player } = playing();
    player.pause();
    player.step();
    player.step();
    await vi.waitFor(() => expect(tickOf(player)).toBe(2));
    expect(player.playback().mode).toBe('paused');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(tickOf(player)).toBe(2);
    player.resume();
    await vi.waitFor(() => expect(tickOf(player)).toBe(3));
  });

  test('lets listeners look again while it is paused, and does no tick', async () => {
    const { player } = playing();
    player.pause();
    const seen = vi.fn<() => void>();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = tickOf(player);
    player.subscribe(seen);
    await vi.waitFor(() => expect(seen).toHaveBeenCalledTimes(2), 5000);
    expect(tickOf(player)).toBe(before);
  });

  test('a pause ends the wait of a slow speed at once', async () => {
    const { player } = playing();
    await vi.waitFor(() => expect(tickOf(player)).toBe(1));
    for (let presses = 0; presses < 9; presses += 1) player.slower();
    expect(player.playback().speed).toBe(1);
    const before = performance.now();
    atFullSpeed(player);
    await vi.waitFor(() => expect(player.playback().mode).toBe('ended'));
    expect(performance.now() - before).toBeLessThan(900);
  });

  test('tells at once what a key did, and of ticks only now and then', async () => {
    const player = new Player(fakeRun, 60_000);
    players.push(player);
    void player.play();
    const heard = vi.fn<() => void>();
    player.subscribe(heard);
    await vi.waitFor(() => expect(tickOf(player)).toBeGreaterThan(1));
    const before = heard.mock.calls.length;
    expect(before).toBeLessThanOrEqual(1);
    const keys = ['faster', 'slower', 'pause', 'resume', 'pause'] as const;
    for (const [place, press] of keys.entries()) {
      player[press]();
      expect(heard).toHaveBeenCalledTimes(before + place + 1);
    }
    const tick = tickOf(player);
    player.step();
    await vi.waitFor(() => expect(tickOf(player)).toBe(tick + 1));
    expect(heard).toHaveBeenCalledTimes(before + keys.length + 2);
  });

  test('a restart leaves the run and begins anew at the same speed', async () => {
    const left: number[] = [];
    async function* start(): AsyncGenerator<RunView> {
      let last = 0;
      try {
        for await (const view of fakeRun()) {
          last = view.tick;
          yield view;
        }
      } finally {
        left.push(last);
      }
    }
    const { player } = playing(start);
    player.pause();
    player.step();
    await vi.waitFor(() => expect(tickOf(player)).toBe(1));
    player.slower();
    player.restart();
    expect(player.playback()).toEqual({ mode: 'playing', speed: 4, asked: [] });
    await vi.waitFor(() => expect(tickOf(player)).toBe(1));
    expect(left).toEqual([1]);
  });

  test('asks the run for what it is asked, which waits for the next tick', async () => {
    const taken: string[] = [];
    async function* start(controls: RunControls): AsyncGenerator<RunView> {
      for await (const view of fakeRun()) {
        taken.push(...controls.take());
        yield view;
      }
    }
    const { player } = playing(start);
    player.pause();
    player.step();
    await vi.waitFor(() => expect(tickOf(player)).toBe(1));
    player.ask('inject');
    player.ask('rollback');
    expect(player.playback().asked).toEqual(['inject', 'rollback']);
    expect(taken).toEqual([]);
    player.step();
    await vi.waitFor(() => expect(tickOf(player)).toBe(2));
    expect(taken).toEqual(['inject', 'rollback']);
    expect(player.playback().asked).toEqual([]);
  });

  test('runs in virtual time past the fastest speed of real parts, and after a restart', async () => {
    const handles: RunControls[] = [];
    const start = (controls: RunControls): AsyncGenerator<RunView> => {
      handles.push(controls);
      return fakeRun();
    };
    const { player } = playing(start);
    player.pause();
    await vi.waitFor(() => expect(handles).toHaveLength(1));
    const speeds: string[] = [];
    for (let presses = 0; presses < 9; presses += 1) {
      player.faster();
      const { speed } = player.playback();
      speeds.push(`${speed} ${handles[0]?.virtual ? 'virtual' : 'real'}`);
    }
    expect(speeds.join(', ')).toBe(
      '16 real, 32 real, 64 real, 128 real, 512 virtual, 2048 virtual, Infinity virtual, Infinity virtual, Infinity virtual',
    );
    player.restart();
    await vi.waitFor(() => expect(handles).toHaveLength(2));
    expect(handles[1]?.virtual).toBe(true);
    for (let presses = 0; presses < 3; presses += 1) player.slower();
    expect(handles[1]?.virtual).toBe(false);
  });

  test('throws what the run throws, after leaving it', async () => {
    const failure = new Error('the sync server ended');
    async function* start(): AsyncGenerator<RunView> {
      yield* [];
      throw failure;
    }
    await expect(playing(start).over).rejects.toBe(failure);
  });

  test('can be stopped while a tick is on its way', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let closed = false;
    async function* start(): AsyncGenerator<RunView> {
      try {
        await promise;
        yield* fakeRun();
      } finally {
        closed = true;
      }
    }
    const { player, over } = playing(start);
    await new Promise((done) => setTimeout(done, 10));
    player.stop();
    resolve();
    await over;
    expect(closed).toBe(true);
    expect(tickOf(player)).toBe(0);
  });

  test('lets timers and keys through however fast it plays', async () => {
    const { player } = playing();
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    atFullSpeed(player);
    await vi.waitFor(() => expect(player.playback().mode).toBe('ended'));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });
});
