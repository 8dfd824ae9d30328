import { describe, expect, test } from 'vitest';

import type { Figures } from '../../src/rollouts/figures.ts';
import {
  figureInWords,
  figureKinds,
  figuresInBrief,
  intervalInWords,
} from '../../src/words/figures.ts';

const minute = 60_000;
const delays = {
  median: [80 * minute, 200 * minute],
  p90: [150 * minute, Infinity],
} as const;
const figures: Figures = {
  healthy: 200,
  faulty: 200,
  falseRollbacks: { value: 0.005, low: 0.0001, high: 0.275 },
  promoted: { value: 0.97, low: 0.9, high: 1 },
  transitionsPerDay: 1.786,
  missed: { value: 0, low: 0, high: 0.0183 },
  delay: {
    median: { time: 90 * minute, requests: 10 },
    p90: { time: Infinity, requests: Infinity },
  },
  harm: { value: 1204.4, low: -0.02, high: 2500 },
};

describe('a figure has one name and one way of writing it', () => {
  test.each([
    ['falseRollbacks', 'false rollbacks/1,000', '5.0', '0.1 to 275'],
    ['promoted', 'promoted', '97.0 %', '90.0 to 100 %'],
    ['transitionsPerDay', 'transitions a day', '1.79', ''],
    ['missed', 'faults missed', '0.00 %', '0.00 to 1.83 %'],
    ['median', 'delay, median', '1 h 30 min', '1 h 20 min to 3 h 20 min'],
    ['p90', 'delay, 90th percentile', 'never', '2 h 30 min to never'],
    ['harm', 'bad requests served', '1,204', '0.0 to 2,500'],
  ] as const)('%s', (key, name, value, interval) => {
    const kind = figureKinds[key];
    expect(kind.name).toBe(name);
    expect(figureInWords(kind, figures)).toBe(value);
    expect(intervalInWords(kind, figures, delays)).toBe(interval);
    expect(figureInWords(kind, { healthy: 0, faulty: 0 })).toBe('-');
    expect(intervalInWords(kind, { healthy: 0, faulty: 0 }, delays)).toBe('');
  });

  test('also above a column', () => {
    for (const { name, heading } of Object.values(figureKinds)) {
      // Only that of false rollbacks is shorter.
      expect(name.replace(' rollbacks', ' ')).toBe(heading.join(' ').trim());
    }
  });

  test('also in a sentence, without what was not measured', () => {
    expect(figuresInBrief(figures)).toBe('5.0 false rollbacks of 1,000, median delay 1 h 30 min');
    expect(figuresInBrief({ healthy: 0, faulty: 0 })).toBe('');
  });
});

test('without an interval of a delay none is told', () => {
  expect(intervalInWords(figureKinds.median, figures)).toBe('');
});
