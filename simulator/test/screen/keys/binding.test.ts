import type { Key } from 'ink';
import { describe, expect, test } from 'vitest';

import { bindingOf, keysOf, type Situation } from '../../../src/screen/keys/binding.ts';
import { answerBindings, liveBindings } from '../../../src/screen/keys/live.ts';

const running: Situation = {
  mode: 'playing',
  speed: 8,
  asks: ['rollback', 'inject', 'hold', 'promote'],
  guardrails: 5,
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
    [
      'while playing',
      {},
      'pause step faster inject rollback focus zoom hold expand seed restart slower help quit',
    ],
    [
      'while paused',
      { mode: 'paused' },
      'resume step faster inject rollback focus zoom hold expand seed restart slower help quit',
    ],
    [
      'at the fastest',
      { speed: Infinity, asks: [] },
      'pause step focus zoom expand seed restart slower help quit',
    ],
    [
      'at the slowest, held',
      { speed: 1, asks: ['rollback', 'release'] },
      'pause step faster rollback focus zoom release expand seed restart help quit',
    ],
    [
      'with one guardrail',
      { guardrails: 1, asks: [] },
      'pause step faster zoom expand seed restart slower help quit',
    ],
    ['after the end', { mode: 'ended' }, 'focus zoom expand seed restart help quit'],
    [
      'with a large panel',
      { mode: 'ended', expanded: 'guardrail' },
      'focus zoom expand seed restart back help quit',
    ],
    ['in the help', { helping: true }, 'back quit'],
    ['for a screen reader', { mode: 'ended', spoken: true }, 'seed restart help quit'],
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

  test('only an answer is taken where one is asked for', () => {
    const answers = answerBindings.flatMap(({ keys, command }) =>
      keys.map((key) => `${key} ${command}`),
    );
    expect(answers).toEqual(['y yes', 'n no', 'esc no']);
  });

  test('a key that does not work now is nothing', () => {
    expect(bindingOf(liveBindings, 'space', running)?.command).toBe('pause');
    expect(bindingOf(liveBindings, 'space', { ...running, mode: 'ended' })).toBeUndefined();
    expect(bindingOf(liveBindings, 'x', running)).toBeUndefined();
  });
});
