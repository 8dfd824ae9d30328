import type { Verdict } from '../comparing/rows.ts';
import type { Glyphs } from './glyphs.ts';
import { aside, fine, wrong, type TextStyle } from './theme.ts';

/** How the verdict of a rule is shown: a symbol, a word and a colour, of which any one is enough. */
interface VerdictLook {
  readonly symbol: keyof Glyphs & ('good' | 'bad' | 'held' | 'out');
  readonly word: string;
  readonly style: TextStyle;
}

export const verdictLooks: Readonly<Record<Verdict, VerdictLook>> = {
  rollback: { symbol: 'good', word: 'rollback', style: fine },
  false: { symbol: 'bad', word: 'false', style: wrong },
  paused: { symbol: 'held', word: 'paused', style: { color: 'yellow' } },
  missed: { symbol: 'bad', word: 'missed', style: wrong },
  kept: { symbol: 'good', word: 'kept', style: fine },
  cannot: { symbol: 'out', word: 'cannot', style: aside },
};
