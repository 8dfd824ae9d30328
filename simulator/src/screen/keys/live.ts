import { faster, slower } from '../playback/speeds.ts';
import type { Binding, Situation } from './binding.ts';

export type LiveCommand =
  | 'pause'
  | 'resume'
  | 'step'
  | 'faster'
  | 'slower'
  | 'expand'
  | 'restart'
  | 'help'
  | 'back'
  | 'quit';

const watching = ({ helping }: Situation): boolean => !helping;
const running = (situation: Situation): boolean =>
  watching(situation) && situation.mode !== 'ended';

/** In the order in which the footer shows them; where it is too narrow, the last three stay. */
export const liveBindings: readonly Binding<LiveCommand>[] = [
  {
    keys: ['space'],
    command: 'pause',
    short: 'pause',
    help: 'stop the run after this tick',
    works: (situation) => running(situation) && situation.mode === 'playing',
  },
  {
    keys: ['space'],
    command: 'resume',
    short: 'go on',
    help: 'let a paused run go on',
    works: (situation) => running(situation) && situation.mode === 'paused',
  },
  {
    keys: ['s', 'right'],
    command: 'step',
    short: 'step',
    help: 'pause, and do one tick',
    works: running,
  },
  {
    keys: ['+', '='],
    command: 'faster',
    short: 'faster',
    help: 'more ticks a second, up to as many as it can',
    works: (situation) => running(situation) && faster(situation.speed) !== undefined,
  },
  {
    keys: ['-', '_'],
    command: 'slower',
    short: 'slower',
    help: 'fewer ticks a second, down to one',
    works: (situation) => running(situation) && slower(situation.speed) !== undefined,
  },
  {
    keys: ['e'],
    command: 'expand',
    short: 'expand',
    help: 'give one panel the whole screen; again: the next panel',
    works: (situation) => watching(situation) && !situation.spoken,
  },
  {
    keys: ['r'],
    command: 'restart',
    short: 'restart',
    help: 'from the beginning, with the same seed',
    works: watching,
  },
  {
    keys: ['esc'],
    command: 'back',
    short: 'back',
    help: 'leave the help or the large panel',
    works: ({ helping, expanded }) => helping || expanded !== undefined,
  },
  {
    keys: ['?'],
    command: 'help',
    short: 'help',
    help: 'this page',
    works: watching,
  },
  {
    keys: ['q', 'ctrl+c'],
    command: 'quit',
    short: 'quit',
    help: 'leave, and print the report of the run',
    works: () => true,
  },
];
