import { describe, expect, test } from 'vitest';

import { bar } from '../../src/charts/bar.ts';
import { ascii, braille } from '../../src/charts/dots.ts';
import { durationInWords } from '../../src/charts/duration.ts';
import { joinCells, plainText } from '../../src/charts/span.ts';
import { timeAxis } from '../../src/charts/time-axis.ts';

const hour = 3_600_000;

describe('timeAxis', () => {
  test.each([
    [40, 26 * hour, '╵0                ╵12 h             ╵1 d'],
    [40, 9 * 24 * hour, '╵0           ╵3 d         ╵6 d          '],
    [40, 90_000, '╵0           ╵30 s        ╵1 min        '],
    [12, hour, '╵0          '],
  ])('%d columns for %d ms', (width, span, text) => {
    expect(plainText(timeAxis(width, { first: 0, span: span / 1000 }, 1000, braille))).toBe(text);
  });

  test('begins with the first label of a stretch that does not begin with the run', () => {
    const stretch = { first: 25, span: 60 };
    expect(plainText(timeAxis(40, stretch, 60_000, braille))).toBe(
      '   ╵30 min   ╵45 min   ╵1 h             ',
    );
  });

  test('is as wide as asked for', () => {
    for (let width = 10; width < 200; width += 7) {
      for (let span = 1; span < 400 * 24 * 3600; span *= 3) {
        for (const first of [0, 7, 100_000]) {
          expect(plainText(timeAxis(width, { first, span }, 1000, ascii))).toHaveLength(width);
        }
      }
    }
  });
});

test.each([
  [0, '0'],
  [45_000, '45 s'],
  [30 * 60_000, '30 min'],
  [6.5 * hour, '6 h 30 min'],
  [24 * hour, '1 d'],
  [30 * hour + 5000, '1 d 6 h'],
])('%d ms in words', (milliseconds, words) => {
  expect(durationInWords(milliseconds)).toBe(words);
});

describe('bar', () => {
  test.each([
    [0, '░░░░░░░░'],
    [0.001, '█░░░░░░░'],
    [0.5, '████░░░░'],
    [1, '████████'],
  ])('of %d', (share, text) => {
    expect(plainText(bar(share, 8, 'canary', braille))).toBe(text);
  });
});

test('joinCells makes one span of neighbours of the same role', () => {
  const cells = [
    { character: 'a', role: 'trip' },
    { character: 'b', role: 'trip' },
    { character: ' ' },
    { character: ' ' },
    { character: 'c', role: 'hold' },
  ] as const;
  expect(joinCells(cells)).toEqual([
    { text: 'ab', role: 'trip' },
    { text: '  ' },
    { text: 'c', role: 'hold' },
  ]);
});
