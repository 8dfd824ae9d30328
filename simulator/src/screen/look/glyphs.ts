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
  /** Stands before what is picked. */
  readonly picked: string;
  /** Stand at the sides of what can be moved. */
  readonly less: string;
  readonly more: string;
  /** A number that fell or rose. */
  readonly fell: string;
  readonly rose: string;
  /** A measurement; the present one; one that was made before. */
  readonly point: string;
  readonly present: string;
  readonly visited: string;
  readonly began: string;
  /** Where the next character goes. */
  readonly cursor: string;
  /** Keys that are not named by a character. */
  readonly keys: Readonly<Record<string, string>>;
  /** Something that has nothing to say now. */
  readonly out: string;
  /** A stretch of time. */
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
  picked: '▸',
  less: '◂',
  more: '▸',
  fell: '▾',
  rose: '▴',
  point: '○',
  present: '●',
  visited: '·',
  began: '◇',
  cursor: '▏',
  keys: { up: '↑', down: '↓', left: '←', right: '→', enter: '⏎' },
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
  picked: '>',
  less: '<',
  more: '>',
  fell: 'v',
  rose: '^',
  point: 'o',
  present: '@',
  visited: '.',
  began: 'x',
  cursor: '|',
  keys: {},
  out: '.',
  line: '-',
};

/** ASCII for the Linux console and for locales that are set to something else than UTF-8. */
export function glyphsFor(environment: NodeJS.ProcessEnv): Glyphs {
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || 'UTF-8';
  const unicode = /utf-?8/i.test(locale) && environment['TERM'] !== 'linux';
  return unicode ? unicodeGlyphs : asciiGlyphs;
}
