import { setImmediate as nextTurn } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { Keyboard } from '../../../src/screen/keys/keyboard.ts';

function keyboard(): { keyboard: Keyboard; seen: string[] } {
  const seen: string[] = [];
  return { keyboard: new Keyboard((key) => seen.push(`app ${key}`)), seen };
}

describe('Keyboard', () => {
  test('brings keys to the view, and what it has no use for to the app', () => {
    const { keyboard: keys, seen } = keyboard();
    keys.listen((key) => key === 'a' && seen.push(`view ${key}`) > 0);
    keys.press('a');
    keys.press('2');
    expect(seen).toEqual(['view a', 'app 2']);
  });

  test('keeps keys for the view that is about to come', async () => {
    const { keyboard: keys, seen } = keyboard();
    const stop = keys.listen((key) => {
      if (key === '2') keys.changeHands();
      return seen.push(`first ${key}`) > 0;
    });
    for (const key of ['x', '2', 'x', 'y']) keys.press(key);
    expect(seen).toEqual(['first x', 'first 2']);
    keys.listen((key) => seen.push(`second ${key}`) > 0);
    stop();
    expect(seen).toHaveLength(2);
    await nextTurn();
    keys.press('z');
    expect(seen.slice(2)).toEqual(['second x', 'second y', 'second z']);
  });
});
