import { duration, fraction } from '@lastgood/triggers';

import type { Setting } from '../knob.ts';

/** A share as people write it: `1%`, or the number where a percentage would not be the same. */
export function shareSetting(share: number): Setting {
  const percentage = `${+(100 * share).toPrecision(12)}%`;
  return readShare(percentage) === share ? percentage : share;
}

function readShare(setting: Setting): number | undefined {
  return fraction.safeParse(setting).data;
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** A duration in the largest unit in which it is a whole number: `90m`; in fractions of milliseconds where it is none. */
export function durationSetting(milliseconds: number): Setting {
  if (milliseconds === 0) return '0s';
  const [unit, size] = units.find(([, size]) => milliseconds % size === 0) ?? ['ms', 1];
  return `${milliseconds / size}${unit}`;
}

export function readDuration(setting: Setting): number | undefined {
  return duration.safeParse(setting).data;
}
