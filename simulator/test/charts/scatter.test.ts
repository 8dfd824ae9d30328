import { describe, expect, test } from 'vitest';

import { ascii, braille } from '../../src/charts/dots.ts';
import { scatterChart, type Point, type ScatterOptions } from '../../src/charts/scatter.ts';
import { plainText } from '../../src/charts/span.ts';

const point = (x: number, y: number, rest: Partial<Point> = {}): Point => ({
  x,
  y,
  sign: 'o',
  role: 'rung',
  ...rest,
});

function drawn(points: readonly Point[], options: Partial<ScatterOptions> = {}): string[] {
  return scatterChart({
    points,
    x: { range: { min: 0, max: 10 }, format: String },
    y: { range: { min: 0, max: 4 }, format: String },
    width: 26,
    height: 6,
    axisWidth: 4,
    style: ascii,
    ...options,
  }).map((line) => plainText(line).trimEnd());
}

describe('scatterChart', () => {
  test('has a point at each corner and one in the middle', () => {
    expect(drawn([point(0, 0), point(10, 0), point(0, 4), point(10, 4), point(5, 2)])).toEqual([
      '  4+o                    o',
      '   |',
      '  2+           o',
      '   |',
      '  0+o                    o',
      "    '0         '5",
    ]);
  });

  test('names points where there is room, and never over others', () => {
    const lines = drawn([point(5, 2, { label: 'left' }), point(5.6, 2, { label: 'right' })]);
    expect(lines[2]).toBe('  2+      left oo right');
  });

  test('draws what lies later on top', () => {
    expect(drawn([point(5, 2), point(5, 2, { sign: '@' })])[2]).toContain('@');
  });

  test('draws between which values a point may lie, under all points', () => {
    const span = { min: 2, max: 20 };
    const lines = drawn([point(0, 2), point(5, 2, { sign: '@', span })]);
    expect(lines[2]).toBe('  2+o   -------@----------');
  });

  test('what is infinite lies at the edge', () => {
    expect(drawn([point(0, Infinity)])[0]).toBe('  4+o');
  });

  test('is exactly as large as asked for', () => {
    for (let width = 12; width < 90; width += 13) {
      for (let height = 2; height < 30; height += 7) {
        const lines = scatterChart({
          points: [point(3, 1, { label: 'a label', span: { min: 1, max: 9 } })],
          x: { range: { min: 0, max: 10 }, format: (value) => `${value} of 1,000` },
          y: { range: { min: 0, max: 4 }, format: (value) => `${value} minutes` },
          width,
          height,
          axisWidth: 8,
          style: braille,
        }).map(plainText);
        expect(lines).toHaveLength(height);
        expect(lines.map(({ length }) => length)).toEqual(lines.map(() => width));
      }
    }
  });
});
