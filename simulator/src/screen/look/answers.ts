import type { Standing } from '../panels/standings.ts';
import type { Glyphs } from './glyphs.ts';
import { aside, fine, wrong, type TextStyle } from './theme.ts';

/** How what a guardrail says is shown: a symbol, a word and a colour, of which any one is enough. */
interface AnswerLook {
  readonly symbol: keyof Glyphs & ('bad' | 'good' | 'waiting' | 'out');
  readonly word: string;
  readonly style: TextStyle;
}

export const answerLooks: Readonly<Record<Standing['answer'], AnswerLook>> = {
  harmful: { symbol: 'bad', word: 'harmful', style: wrong },
  acceptable: { symbol: 'good', word: 'acceptable', style: fine },
  unknown: { symbol: 'waiting', word: 'unknown', style: aside },
  out: { symbol: 'out', word: 'not served', style: aside },
};
