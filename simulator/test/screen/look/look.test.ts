import { describe, expect, test } from 'vitest';

import { glyphsFor } from '../../../src/screen/look/glyphs.ts';
import { stateLook } from '../../../src/screen/look/states.ts';
import { viewAt } from '../fake-run.ts';

describe('the characters of a terminal', () => {
  test.each([
    [{}, true],
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'C.UTF-8', TERM: 'linux' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false],
  ])('%o: braille %s', (environment, unicode) => {
    expect(glyphsFor(environment).dots.across === 2).toBe(unicode);
  });
});

describe('a state is a symbol, a word and a colour', () => {
  const ended = viewAt(96);
  test.each([
    ['on trial', viewAt(10), 'ON TRIAL', 'cyan'],
    ['held', viewAt(45), 'HELD', 'yellow'],
    ['rolled back', viewAt(60), 'ROLLED BACK', 'red'],
    ['rolled back at the end', ended, 'ROLLED BACK', 'red'],
    [
      'rolled back once, and on trial again at the end',
      { ...ended, phase: 'trial' as const },
      'ROLLED BACK',
      'red',
    ],
  ])('%s', (_name, view, word, color) => {
    expect(stateLook(view)).toMatchObject({ word, style: { color } });
  });

  test('kept', () => {
    const { summary } = ended;
    if (!summary) throw new Error('the run has not ended');
    const kept = {
      ...ended,
      phase: 'trial' as const,
      summary: { ...summary, decision: 'none' as const },
    };
    expect(stateLook(kept)).toMatchObject({ word: 'NO ROLLBACK', style: { color: 'green' } });
  });
});
