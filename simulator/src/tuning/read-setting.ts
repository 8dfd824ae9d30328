import { LastgoodError } from '@lastgood/triggers';
import { parse } from 'yaml';

import type { Setting } from './knob.ts';
import { shareSetting } from './knobs/written.ts';

/**
 * Reads a setting as it stands in a policy: `1%`, `3`, `30m`, `[5%, 100%]`.
 *
 * @throws LastgoodError `setting-invalid` if it is none; whether the policy takes it is seen when it is set
 */
export function readSetting(text: string): Setting {
  const value = parsed(text);
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (Array.isArray(value) && value.length > 0) {
    const shares = value.map((share: unknown) =>
      typeof share === 'number' ? shareSetting(share) : share,
    );
    if (shares.every((share) => typeof share === 'string' || typeof share === 'number')) {
      return shares.map(String);
    }
  }
  throw new LastgoodError(
    'setting-invalid',
    `${JSON.stringify(text)} is no setting, such as 1%, 3, 30m or [5%, 100%]`,
  );
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
