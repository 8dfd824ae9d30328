import type { Key } from 'ink';

import type { Playback } from '../playback/player.ts';
import type { Panel } from '../layout.ts';

/** What decides which keys work. */
export interface Situation {
  readonly mode: Playback['mode'];
  readonly speed: number;
  /** The panel that has the screen to itself. */
  readonly expanded: Panel | undefined;
  readonly helping: boolean;
  /** A screen reader gets sentences in place of panels. */
  readonly spoken: boolean;
}

/** A key and what it does; the footer, the help and the keyboard all go by a table of these. */
export interface Binding<Command extends string> {
  /** The first is the one that is shown. */
  readonly keys: readonly string[];
  readonly command: Command;
  /** For the footer: a word or two. */
  readonly short: string;
  /** For the help: a sentence. */
  readonly help: string;
  readonly works: (situation: Situation) => boolean;
}

/** The keys of one chunk of input. Keys that are pressed quickly come together. */
export function keysOf(input: string, key: Key): string[] {
  if (key.ctrl) return [`ctrl+${input}`];
  if (key.escape) return ['esc'];
  if (key.rightArrow) return ['right'];
  const keys = input.split('').map((character) => (character === ' ' ? 'space' : character));
  return key.meta ? ['esc', ...keys] : keys;
}

/** The binding of a key, as far as it works now. */
export function bindingOf<Command extends string>(
  bindings: readonly Binding<Command>[],
  key: string,
  situation: Situation,
): Binding<Command> | undefined {
  return bindings.find(({ keys, works }) => keys.includes(key) && works(situation));
}
