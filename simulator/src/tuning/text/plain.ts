import type { Setting } from '../knob.ts';

/** A setting as it is read from a file: a share may be a number in a list, too. */
export type Plain = string | number | readonly (string | number)[];

export function plainSetting(setting: Setting): Plain {
  if (typeof setting !== 'object') return setting;
  return setting.map((share) => (Number.isFinite(Number(share)) ? Number(share) : share));
}

/** What stands at a place of plain data. */
export function plainAt(value: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>(
    (found, key) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, key)
        ? Reflect.get(found, key)
        : undefined,
    value,
  );
}

/** The same with something else at a place. */
export function withPlain(value: unknown, place: readonly string[], content: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return content;
  const map = typeof value === 'object' && value !== null ? value : {};
  return { ...map, [key]: withPlain(plainAt(map, [key]), rest, content) };
}
