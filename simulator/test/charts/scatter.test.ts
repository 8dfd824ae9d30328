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

  test('names points in the same place together, or only the one on top', () => {
    const of = (below: string): string[] =>
      drawn([point(5, 2, { label: below }), point(5, 2, { label: 'top', sign: '@' })]);
    expect(of('low')[2]).toBe('  2+           @ low, top');
    expect(of('a long one')[2]).toBe('  2+           @ top');
  });

  test('names first what lies on top, whatever lies below it', () => {
    const under = point(0.5, 2, { sign: '.', role: 'axis' });
    const named = [point(0, 2, { label: 'a' }), point(0.5, 2, { label: 'b' }), point(1, 2)];
    expect(drawn([under, ...named]).slice(1, 4)).toEqual(['   |   b', '  2+ooo', '   |  a']);
  });

  test('puts no name beside a point that has another, and none over a point', () => {
    const points = [point(0, 2, { label: 'name' }), point(0.5, 2)];
    expect(drawn(points)[1]).toBe('   |  name');
    const others = [point(0, 3, { sign: '.', role: 'axis' }), point(0, 1)];
    expect(drawn([...points, ...others]).join('')).not.toContain('name');
    const under = [...points, ...[1, 3].map((y) => point(1.5, y, { sign: '.', role: 'axis' }))];
    expect(drawn(under).join('')).not.toContain('name');
    expect(drawn(under)[1]).toBe('   |   .');
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
