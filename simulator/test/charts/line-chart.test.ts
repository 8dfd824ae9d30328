import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ascii, braille, type Pen } from '../../src/charts/dots.ts';
import { lineChart, type LineChartOptions } from '../../src/charts/line-chart.ts';
import { plainText } from '../../src/charts/span.ts';

const canary: Pen = { role: 'canary', pattern: 'solid', letter: '#' };
const baseline: Pen = { role: 'baseline', pattern: 'dotted', letter: 'o' };
const trip: Pen = { role: 'trip', pattern: 'dashed', letter: '=' };

const plain: LineChartOptions = {
  series: [],
  width: 24,
  height: 4,
  axisWidth: 5,
  range: { min: 0, max: 8 },
  style: braille,
  format: String,
};

function draw(options: Partial<LineChartOptions>): string[] {
  return lineChart({ ...plain, ...options }).map(plainText);
}

const rising = Array.from({ length: 38 }, (_, index) => index / 5);

describe('lineChart', () => {
  test('draws a line with a labelled axis', () => {
    expect(draw({ series: [{ pen: canary, values: rising }] })).toEqual([
      '    │               ⢀⣀⠤⠒',
      '   5┤          ⢀⡠⠤⠒⠊⠁   ',
      '    │     ⣀⡠⠔⠒⠉⠁        ',
      '   0┤⣀⠤⠔⠊⠉              ',
    ]);
  });

  test('tells two lines apart without colour, and lets the later one lie on top', () => {
    const series = [
      { pen: baseline, values: rising.map(() => 4) },
      { pen: canary, values: rising },
    ];
    const lines = lineChart({ ...plain, series });
    expect(lines.map(plainText)).toEqual([
      '    │               ⢀⣀⠤⠒',
      '   5┤          ⢀⡠⠤⠒⠊⠁   ',
      '    │⠁⠁⠁⠁⠁⣁⡡⠕⠓⠉⠁⠁⠁⠁⠁⠁⠁⠁⠁',
      '   0┤⣀⠤⠔⠊⠉              ',
    ]);
    expect(lines[2]?.map(({ role }) => role)).toEqual(['axis', 'baseline', 'canary', 'baseline']);
  });

  test('leaves gaps where nothing was observed', () => {
    const values = rising.map((_, index) => (index >= 10 && index < 20 ? NaN : 8));
    expect(draw({ series: [{ pen: canary, values }] })[0]).toBe('    │⠉⠉⠉⠉⠉     ⠉⠉⠉⠉⠉⠉⠉⠉⠉');
  });

  test('draws thresholds, named where there is room, from where they hold', () => {
    const thresholds = [{ pen: trip, value: 6, label: ' trip 6 ', from: 10 }];
    expect(draw({ thresholds, series: [{ pen: canary, values: rising.map(() => 0) }] })).toEqual([
      '    │                   ',
      '   5┤       trip 6  ⠉⠉ ⠉',
      '    │                   ',
      '   0┤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀',
    ]);
  });

  test('marks what happened, beside the lines and not over them', () => {
    const marks = [
      { column: 0, label: 'rollback', line: 'solid' as const, role: 'mark' as const },
      { column: 26, label: 'cooldown', line: 'dashed' as const, role: 'step' as const },
    ];
    expect(draw({ marks, series: [{ pen: canary, values: rising.map(() => 4) }] })).toEqual([
      '    ││rollback    ┊     ',
      '   5┤│    cooldown┊     ',
      '    │⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉',
      '   0┤│            ┊     ',
    ]);
  });

  test('lets labels hide other marks, and not what is drawn', () => {
    const marks = [
      { column: 8, label: 'rollback', line: 'solid' as const, role: 'mark' as const },
      { column: 12, label: 'fault', line: 'dashed' as const, role: 'mark' as const },
      { column: 14, label: '5 %', line: 'dashed' as const, role: 'step' as const },
    ];
    expect(draw({ marks, series: [{ pen: canary, values: rising.map(() => 4) }] })).toEqual([
      '    │    │rollback      ',
      '   5┤    │ ┊fault       ',
      '    │⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉',
      '   0┤    │ ┊┊5 %        ',
    ]);
  });

  test('does without braille', () => {
    const series = [
      { pen: baseline, values: Array.from({ length: 19 }, () => 3) },
      { pen: canary, values: Array.from({ length: 19 }, (_, index) => index / 2.2) },
    ];
    expect(draw({ series, style: ascii })).toEqual([
      '    |               ####',
      '   5+         ######    ',
      '    |o o###### o o o o o',
      '   0+###                ',
    ]);
  });

  const anyNumber = fc.double();
  const values = fc.array(anyNumber, { maxLength: 60 });
  const pens = fc.constantFrom(canary, baseline, trip);
  const label = fc.constantFrom('', ' trip 4.61 ', 'rollback');
  const options = fc.record({
    series: fc.array(fc.record({ pen: pens, values }), { maxLength: 3 }),
    thresholds: fc.array(fc.record({ pen: pens, value: anyNumber, label, from: fc.nat(60) })),
    marks: fc.array(
      fc.record({
        column: fc.integer({ min: -1, max: 70 }),
        label,
        line: fc.constantFrom('solid' as const, 'dashed' as const),
        role: fc.constantFrom('mark' as const, 'step' as const),
      }),
    ),
    width: fc.integer({ min: 8, max: 40 }),
    height: fc.integer({ min: 1, max: 12 }),
    range: fc
      .tuple(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
      )
      .map(([min, length]) => ({ min, max: min + length })),
    style: fc.constantFrom(braille, ascii),
  });

  test('is exactly as large as asked for, whatever it is given', () => {
    fc.assert(
      fc.property(options, (given) => {
        const lines = draw(given);
        expect(lines).toHaveLength(given.height);
        for (const line of lines) expect(line).toHaveLength(given.width);
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  test('draws a dot in every column that has a value within a solid line', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 8, noNaN: true }), { minLength: 38, maxLength: 38 }),
        (given) => {
          const lines = draw({ series: [{ pen: canary, values: given }] }).map((line) =>
            line.slice(5),
          );
          for (let column = 0; column < 19; column += 1) {
            expect(lines.some((line) => line[column] !== ' ')).toBe(true);
          }
        },
      ),
      { seed: 3 },
    );
  });
});
