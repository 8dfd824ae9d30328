import { describe, expect, test } from 'vitest';

import { evidence } from '../../../src/screen/words/numbers.ts';
import { elapsed, moment, startOf } from '../../../src/screen/words/time.ts';
import { verdict, weightOf } from '../../../src/screen/words/verdict.ts';
import { cut, cutLeft, wrapWords } from '../../../src/screen/words/wrap.ts';
import { percent, roundPercent } from '../../../src/words/percent.ts';
import { viewAt } from '../fake-run.ts';

test.each([
  [0.2143, '21.4 %'],
  [0.0143, '1.43 %'],
  [0, '0.00 %'],
  [0.9994, '99.9 %'],
  [0.9996, '100 %'],
  [1, '100 %'],
  [NaN, '-'],
])('the measured share %d is %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

test.each([
  [0.1, '10 %'],
  [0.125, '12.5 %'],
  [0.0005, '0.05 %'],
  [1 / 3, '33.3333 %'],
])('the weight %d is %s', (share, text) => {
  expect(roundPercent(share)).toBe(text);
});

test.each([
  [4.613, '4.61'],
  [-0.5, '-0.50'],
  [undefined, '-'],
  [-Infinity, '-'],
])('evidence of %d is %s', (value, text) => {
  expect(evidence(value)).toBe(text);
});

test('time since the run began has seconds where ticks are short', () => {
  const view = viewAt(63);
  expect(moment(startOf(view))).toBe('2026-01-01 00:00');
  expect(elapsed(view.time, view)).toBe('1d 07:30');
  const quick = { ...view, tickLength: 10_000, time: view.time };
  expect(elapsed(quick.time, quick)).toBe('0d 00:10:30');
});

describe('the verdict', () => {
  const { summary = null } = viewAt(96);
  test.each([
    ['on trial', viewAt(10), 'v13 gets 10 % of the requests; attempt 1 of 1'],
    ['held', viewAt(41), 'v13 gets 10 % of the requests, its weight is frozen; attempt 1 of 1'],
    [
      'in the cooldown',
      { ...viewAt(60), phase: 'cooldown' as const, attempts: 3 },
      'v12 serves all, v13 is tried again after a cooldown; attempt 1 of 3 is over',
    ],
    ['quarantined', viewAt(60), 'v12 serves all, v13 is quarantined: only a person brings it back'],
    ['after the end', viewAt(96), 'from v13 to v12 at tick 52 with evidence 4.78 (trip 4.61)'],
    [
      'after several rollbacks',
      { ...viewAt(96), events: [...viewAt(96).events, ...viewAt(96).events] },
      'from v13 to v12 2 times, first at tick 52 with evidence 4.78 (trip 4.61)',
    ],
    [
      'after a run without one',
      { ...viewAt(96), ...(summary && { summary: { ...summary, decision: 'none' as const } }) },
      'v13 stayed in service to the end',
    ],
  ])('%s', (_name, view, words) => {
    expect(verdict(view)).toBe(words);
  });

  test('goes by the share of all weights', () => {
    const view = { ...viewAt(1), flag: { key: 'k', version: 1, weights: { v12: 3, v13: 1 } } };
    expect(weightOf(view, 'v13')).toBe(0.25);
    expect(weightOf(view, 'v14')).toBe(0);
    expect(weightOf({ ...view, flag: { ...view.flag, weights: {} } }, 'v13')).toBe(0);
  });
});

describe('wrapWords', () => {
  test('breaks between words, and inside of those that are too long', () => {
    expect(wrapWords('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrapWords('a verylongword b', 6)).toEqual(['a', 'verylo', 'ngword', 'b']);
    expect(wrapWords('', 6)).toEqual(['']);
  });
});

test('cut shows that something is missing', () => {
  expect(cut('rollback', 8, '…')).toBe('rollback');
  expect(cut('rollback', 5, '…')).toBe('roll…');
  expect(cut('rollback', 0, '…')).toBe('…');
});

test.each([
  [30, 'policies/accuracy.lastgood.yaml'.slice(-30)],
  [31, 'policies/accuracy.lastgood.yaml'],
  [14, '…lastgood.yaml'],
])('the name of a file keeps its end in %i columns', (width, text) => {
  const kept = cutLeft('policies/accuracy.lastgood.yaml', width, '…');
  expect(kept).toHaveLength(Math.min(width, 31));
  expect(kept.replace('…', '')).toBe(width === 30 ? text.slice(1) : text.replace('…', ''));
});
