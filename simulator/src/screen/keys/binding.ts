import type { Key } from 'ink';

import type { Ask } from '../../run/controls.ts';
import type { Playback } from '../playback/player.ts';
import type { Panel } from '../layout.ts';

/** What decides which keys work while a run is shown. */
export interface Situation {
  readonly mode: Playback['mode'];
  readonly speed: number;
  /** What can be asked of the run now. */
  readonly asks: readonly Ask[];
  /** How many guardrails there are. */
  readonly guardrails: number;
  /** The panel that has the screen to itself. */
  readonly expanded: Panel | undefined;
  readonly helping: boolean;
  /** A screen reader gets sentences in place of panels. */
  readonly spoken: boolean;
}

/** A key and what it does; the footer, the help and the keyboard all go by a table of these. */
export interface Binding<Command extends string, In = Situation> {
  /** The footer shows the first, or all where they are one gesture, such as up and down. */
  readonly keys: readonly string[];
  readonly together?: true;
  readonly command: Command;
  /** For the footer: a word or two. Absent where the screen shows the key elsewhere. */
  readonly short?: string;
  /** For the help: a sentence. Absent where the screen says it when the key works. */
  readonly help?: string;
  readonly works: (situation: In) => boolean;
}

const named = [
  ['escape', 'esc'],
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page up'],
  ['pageDown', 'page down'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  // Terminals do not agree which of the two the key sends.
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
] as const satisfies readonly (readonly [keyof Key, string])[];

/** Characters that stand for keys where they come amid others. */
const characterNames: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
};

/** The keys of one chunk of input. Keys that are pressed quickly come together. */
export function keysOf(input: string, key: Key): string[] {
  if (key.tab) return [key.shift ? 'shift+tab' : 'tab'];
  const name = named.find(([property]) => key[property]);
  if (name) return [name[1]];
  if (key.ctrl) return [`ctrl+${input}`];
  const keys = Array.from(input, nameOf);
  return key.meta ? ['esc', ...keys] : keys;
}

function nameOf(character: string): string {
  const known = characterNames[character];
  if (known !== undefined || character >= ' ') return known ?? character;
  return `ctrl+${String.fromCharCode(character.charCodeAt(0) + 'a'.charCodeAt(0) - 1)}`;
}

/** The binding of a key, as far as it works now. */
export function bindingOf<Command extends string, In>(
  bindings: readonly Binding<Command, In>[],
  key: string,
  situation: In,
): Binding<Command, In> | undefined {
  return bindings.find(({ keys, works }) => keys.includes(key) && works(situation));
}
