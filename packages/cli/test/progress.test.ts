import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { progressOn } from '../src/progress.ts';

const { isTTY, columns } = process.stderr;
let written = '';
let now = 0;
beforeEach(() => {
  written = '';
  now = 0;
  vi.stubEnv('TERM', 'xterm');
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  Object.assign(process.stderr, { isTTY: true, columns: 40 });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  Object.assign(process.stderr, { isTTY, columns });
});

test('work that takes long is shown on a line that is written over, and taken away', () => {
  const progress = progressOn('reading a.jsonl');
  progress?.show(0.1);
  expect(written).toBe('');
  now = 1000;
  progress?.show(0.284);
  progress?.show(0.286);
  expect(written).toBe('\rreading a.jsonl: 28 %\u001B[K');
  progress?.clear();
  progress?.clear();
  expect(written).toBe('\rreading a.jsonl: 28 %\u001B[K\r\u001B[K');
  progress?.show(0.293);
  expect(written.endsWith('\rreading a.jsonl: 29 %\u001B[K')).toBe(true);
});

test.each([
  [40, '...very/long/folder/traffic.jsonl: 50 %'],
  [20, '...ffic.jsonl: 50 %'],
  [0, 'reading /a/very/long/folder/traffic.jsonl: 50 %'],
])('on %d columns, 0 where they are not known, it stays on one line', (width, line) => {
  Object.assign(process.stderr, { columns: width });
  const progress = progressOn('reading /a/very/long/folder/traffic.jsonl');
  now = 1000;
  progress?.show(0.5);
  expect(written).toBe(`\r${line}\u001B[K`);
});

test('the name of a file controls nothing', () => {
  const progress = progressOn('reading \u001B[2J.jsonl');
  now = 1000;
  progress?.show(0.5);
  expect(written).toBe('\rreading \\u001b[2J.jsonl: 50 %\u001B[K');
});

test.each([
  ['is no terminal', { isTTY: false }, 'xterm'],
  ['cannot write over a line', { isTTY: true }, 'dumb'],
])('nothing is shown where standard error %s', (_, stream, term) => {
  Object.assign(process.stderr, stream);
  vi.stubEnv('TERM', term);
  expect(progressOn('reading')).toBeUndefined();
});
