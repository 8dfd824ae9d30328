import { ascii, braille, type DotStyle } from '../../charts/dots.ts';

/** Every character beyond letters, so that there is a set for each kind of terminal. All are one column wide. */
export interface Glyphs {
  readonly dots: DotStyle;
  readonly good: string;
  readonly waiting: string;
  readonly bad: string;
  readonly playing: string;
  readonly paused: string;
  readonly ended: string;
  readonly trial: string;
  readonly held: string;
  readonly ellipsis: string;
  readonly focus: string;
  readonly out: string;
  readonly line: string;
}

export const unicodeGlyphs: Glyphs = {
  dots: braille,
  good: '✓',
  waiting: '…',
  bad: '✗',
  playing: '▸',
  paused: '‖',
  ended: '■',
  trial: '●',
  held: '◐',
  ellipsis: '…',
  focus: '›',
  out: '·',
  line: '─',
};

const asciiGlyphs: Glyphs = {
  dots: ascii,
  good: '+',
  waiting: '~',
  bad: 'x',
  playing: '>',
  paused: '"',
  ended: '#',
  trial: 'o',
  held: '%',
  ellipsis: '~',
  focus: '>',
  out: '.',
  line: '-',
};

/** ASCII for the Linux console and for locales that are set to something else than UTF-8. */
export function glyphsFor(environment: NodeJS.ProcessEnv): Glyphs {
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || 'UTF-8';
  const unicode = /utf-?8/i.test(locale) && environment['TERM'] !== 'linux';
  return unicode ? unicodeGlyphs : asciiGlyphs;
}
