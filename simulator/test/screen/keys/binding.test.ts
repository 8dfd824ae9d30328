import type { Key } from 'ink';
import { describe, expect, test } from 'vitest';

import { bindingOf, keysOf, type Situation } from '../../../src/screen/keys/binding.ts';
import { liveBindings } from '../../../src/screen/keys/live.ts';

const running: Situation = {
  mode: 'playing',
  speed: 8,
  expanded: undefined,
  helping: false,
  spoken: false,
};

const noKey = {} as Key;

describe('keysOf', () => {
  test.each([
    ['q', noKey, ['q']],
    ['++ ', noKey, ['+', '+', 'space']],
    ['', { escape: true } as Key, ['esc']],
    ['', { rightArrow: true } as Key, ['right']],
    ['c', { ctrl: true } as Key, ['ctrl+c']],
    // Escape and a key right after it look like one key with Alt.
    ['q', { meta: true } as Key, ['esc', 'q']],
  ])('%j', (input, key, names) => {
    expect(keysOf(input, key)).toEqual(names);
  });
});

/** What each situation lets one do, in the order of the footer. */
describe('the keys that work', () => {
  test.each<[string, Partial<Situation>, string]>([
    ['while playing', {}, 'pause step faster slower expand restart help quit'],
    ['while paused', { mode: 'paused' }, 'resume step faster slower expand restart help quit'],
    ['at the fastest', { speed: Infinity }, 'pause step slower expand restart help quit'],
    ['at the slowest', { speed: 1 }, 'pause step faster expand restart help quit'],
    ['after the end', { mode: 'ended' }, 'expand restart help quit'],
    ['with a large panel', { mode: 'ended', expanded: 'rates' }, 'expand restart back help quit'],
    ['in the help', { helping: true }, 'back quit'],
    ['for a screen reader', { mode: 'ended', spoken: true }, 'restart help quit'],
  ])('%s', (_name, change, commands) => {
    const works = liveBindings.filter((binding) => binding.works({ ...running, ...change }));
    expect(works.map(({ command }) => command).join(' ')).toBe(commands);
  });

  test('no key means two things at once', () => {
    const modes = ['playing', 'paused', 'ended'] as const;
    for (const mode of modes) {
      for (const helping of [true, false]) {
        const situation = { ...running, mode, helping, expanded: 'events' as const };
        const keys = liveBindings
          .filter(({ works }) => works(situation))
          .flatMap(({ keys }) => keys);
        expect(new Set(keys).size).toBe(keys.length);
      }
    }
  });

  test('a key that does not work now is nothing', () => {
    expect(bindingOf(liveBindings, 'space', running)?.command).toBe('pause');
    expect(bindingOf(liveBindings, 'space', { ...running, mode: 'ended' })).toBeUndefined();
    expect(bindingOf(liveBindings, 'x', running)).toBeUndefined();
  });
});
