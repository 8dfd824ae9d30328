import { MessageChannel } from 'node:worker_threads';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Frames } from '../../../src/screen/playback/frames.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('calls back at once, then at most once in an interval, and in the end for what came last', () => {
  const callback = vi.fn<() => void>();
  const frames = new Frames(callback);
  frames.request(100);
  expect(callback).toHaveBeenCalledTimes(1);
  for (let time = 0; time < 250; time += 10) {
    frames.request(100);
    vi.advanceTimersByTime(10);
  }
  expect(callback).toHaveBeenCalledTimes(3);
  vi.advanceTimersByTime(500);
  expect(callback).toHaveBeenCalledTimes(4);
  vi.advanceTimersByTime(500);
  expect(callback).toHaveBeenCalledTimes(4);
});

test('the more urgent of two requests counts', () => {
  const callback = vi.fn<() => void>();
  const frames = new Frames(callback);
  frames.request(3000);
  frames.request(3000);
  frames.request(100);
  frames.request(3000);
  vi.advanceTimersByTime(101);
  expect(callback).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(3000);
  expect(callback).toHaveBeenCalledTimes(2);
});

test('what somebody waits for is called back at once, and what was to come later comes with it', () => {
  const callback = vi.fn<() => void>();
  const frames = new Frames(callback);
  frames.request(100);
  frames.request(100);
  frames.now();
  expect(callback).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(500);
  expect(callback).toHaveBeenCalledTimes(2);
});

test('does not call back once it is cancelled', () => {
  const callback = vi.fn<() => void>();
  const frames = new Frames(callback);
  frames.request(100);
  frames.request(100);
  frames.cancel();
  vi.advanceTimersByTime(500);
  expect(callback).toHaveBeenCalledTimes(1);
});

test('lets keys that wait be read before a frame that is due', async () => {
  vi.useRealTimers();
  const order: string[] = [];
  const frames = new Frames(() => order.push('frame'));
  // A message comes as a key does: when the event loop looks for input.
  const { port1: keyboard, port2: app } = new MessageChannel();
  app.on('message', (key) => order.push(`key ${key}`));
  frames.request(20);
  frames.request(20);
  keyboard.postMessage('g');
  const began = performance.now();
  while (performance.now() - began < 40);
  await vi.waitUntil(() => order.length === 3);
  app.close();
  expect(order).toEqual(['frame', 'key g', 'frame']);
});
