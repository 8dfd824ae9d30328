import { knobBindings } from './knobs.ts';
import { modeBindings } from './modes.ts';
import type { TuneBinding, TuneSituation, Works } from './situation.ts';

/** Where one can go back from, beside the help. */
const left = new Set<TuneSituation['mode']>([
  'curve',
  'difference',
  'naming',
  'replacing',
  'limiting',
  'offered',
]);
const writing: Works = ({ helping, mode }) =>
  !helping && (mode === 'naming' || mode === 'replacing');

/** In the order in which the footer shows them; where it is too narrow, the last three stay. */
export const tuneBindings: readonly TuneBinding[] = [
  ...knobBindings,
  ...modeBindings,
  {
    keys: ['esc'],
    command: 'back',
    short: 'back',
    help: 'leave the help, the points, the changes, what is asked',
    works: ({ helping, mode }) => helping || left.has(mode),
  },
  {
    keys: ['?'],
    command: 'help',
    short: 'help',
    help: 'this page',
    works: (situation) => !situation.helping && !writing(situation),
  },
  {
    keys: ['q', 'ctrl+c'],
    command: 'quit',
    short: 'quit',
    help: 'leave; changes that are not saved are asked for',
    works: (situation) => situation.helping || !writing(situation),
  },
];
