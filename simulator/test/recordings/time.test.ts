import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { TimeReader } from '../../src/recordings/time.ts';

function read(value: unknown): number {
  return new TimeReader().read(value);
}

test.each([
  ['2026-05-01T00:00:03.250Z', Date.UTC(2026, 4, 1, 0, 0, 3, 250)],
  ['2026-05-01T00:00:03Z', Date.UTC(2026, 4, 1, 0, 0, 3)],
  ['2026-05-01T00:00Z', Date.UTC(2026, 4, 1)],
  ['2026-05-01T00:00:03.250987Z', Date.UTC(2026, 4, 1, 0, 0, 3, 250)],
  ['2026-05-01T05:30:00.000+05:30', Date.UTC(2026, 4, 1)],
  ['2026-04-30T20:00:00-0400', Date.UTC(2026, 4, 1)],
  ['2024-02-29T12:00:00.000Z', Date.UTC(2024, 1, 29, 12)],
  ['2026-05-01T24:00:00.000Z', Date.UTC(2026, 4, 2)],
  [1_777_593_603_250, 1_777_593_603_250],
  [0, 0],
  [-1.5, -1.5],
])('%s is read', (value, time) => {
  expect(read(value)).toBe(time);
});

test.each([
  '2026-05-01T00:00:03.250',
  '2026-05-01',
  '2026-05-01 00:00:00Z',
  '2026-02-30T00:00:00.000Z',
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00.000Z',
  '2026-05-01T25:00:00.000Z',
  '2026-05-01T00:60:00.000Z',
  '2026-05-01T00:00:61.000Z',
  '2026-05-01T00:00:0x.000Z',
  '2026-05-01T00.00.00.000Z',
  '1777593603250',
  'May 1, 2026',
  '',
  null,
  true,
  {},
])('%j is no time', (value) => {
  expect(read(value)).toBeNaN();
});

test('every time is what Date makes of it, whichever days come before', () => {
  const times = fc.array(fc.date({ noInvalidDate: true, max: new Date('9999-12-31') }));
  const property = fc.property(times, (dates) => {
    const reader = new TimeReader();
    const years = dates.filter((date) => date.getUTCFullYear() >= 0);
    for (const date of [...years, ...years]) {
      expect(reader.read(date.toISOString())).toBe(date.getTime());
    }
  });
  fc.assert(property, { seed: 3 });
});
