import { isDeepStrictEqual } from 'node:util';

import type { Setting } from './knob.ts';
import type { SettingChange, TunedPolicy } from './policy-text.ts';

/** What was tuned between two states of one policy, in the order of its knobs. */
export function changesBetween(before: TunedPolicy, after: TunedPolicy): SettingChange[] {
  return before.knobs.flatMap(({ path, settings, at }) => {
    const other = after.knobs.find((knob) => knob.path === path);
    const [from, to] = [settings[at], other?.settings[other.at]];
    if (from === undefined || to === undefined || isDeepStrictEqual(from, to)) return [];
    return [{ path, from, to }];
  });
}

/** A setting as people read it: `1%, 5%, 100%`. */
export function settingInWords(setting: Setting): string {
  return typeof setting === 'object' ? setting.join(', ') : String(setting);
}

/** `risk.falseRollback: 1% -> 2%`. */
export function changeInWords({ path, from, to }: SettingChange): string {
  return `${path}: ${settingInWords(from)} -> ${settingInWords(to)}`;
}
