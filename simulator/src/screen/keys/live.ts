import { faster, slower } from '../playback/speeds.ts';
import type { Binding, Situation } from './binding.ts';

export type LiveCommand =
  | 'pause'
  | 'resume'
  | 'step'
  | 'faster'
  | 'slower'
  | 'inject'
  | 'rollback'
  | 'hold'
  | 'release'
  | 'focus'
  | 'expand'
  | 'zoom'
  | 'restart'
  | 'seed'
  | 'help'
  | 'back'
  | 'quit';

const watching = ({ helping }: Situation): boolean => !helping;
const seeing = (situation: Situation): boolean => watching(situation) && !situation.spoken;
const running = (situation: Situation): boolean =>
  watching(situation) && situation.mode !== 'ended';
const asking =
  (what: Situation['asks'][number]) =>
  (situation: Situation): boolean =>
    running(situation) && situation.asks.includes(what);

/** In the order in which the footer shows them; where it is too narrow, the last three stay. */
export const liveBindings: readonly Binding<LiveCommand>[] = [
  {
    keys: ['space'],
    command: 'pause',
    short: 'pause',
    help: 'stop the run after this tick, or let it go on',
    works: (situation) => running(situation) && situation.mode === 'playing',
  },
  {
    keys: ['space'],
    command: 'resume',
    short: 'go on',
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
    help: 'more ticks a second; past 128 in virtual time, without services',
    works: (situation) => running(situation) && faster(situation.speed) !== undefined,
  },
  {
    keys: ['i'],
    command: 'inject',
    short: 'fault',
    help: 'from the next tick on the canary is worse than tolerated',
    works: asking('inject'),
  },
  {
    keys: ['b'],
    command: 'rollback',
    short: 'roll back',
    help: 'take the canary out of service by hand; asks first',
    works: asking('rollback'),
  },
  {
    keys: ['g', 'G'],
    command: 'focus',
    short: 'chart',
    help: 'the chart of the next guardrail, or of the one before',
    works: (situation) => seeing(situation) && situation.guardrails > 1,
  },
  {
    keys: ['z'],
    command: 'zoom',
    short: 'zoom',
    help: 'the last half of the time, the last quarter, all of it',
    works: seeing,
  },
  {
    keys: ['h'],
    command: 'hold',
    short: 'hold',
    help: 'freeze the weight of the canary by hand, or unfreeze it',
    works: asking('hold'),
  },
  {
    keys: ['h'],
    command: 'release',
    short: 'release',
    works: (situation) => asking('release')(situation) && !situation.asks.includes('hold'),
  },
  {
    keys: ['e'],
    command: 'expand',
    short: 'expand',
    help: 'give one panel the whole screen; again: the next panel',
    works: seeing,
  },
  {
    keys: ['n', 'N'],
    command: 'seed',
    short: 'next seed',
    help: 'from the beginning, with the next seed, or the one before',
    works: watching,
  },
  {
    keys: ['r'],
    command: 'restart',
    short: 'restart',
    help: 'from the beginning, with the same seed',
    works: watching,
  },
  {
    keys: ['-', '_'],
    command: 'slower',
    short: 'slower',
    help: 'fewer ticks a second, down to one',
    works: (situation) => running(situation) && slower(situation.speed) !== undefined,
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

export type Answer = 'yes' | 'no';

/** What works while the user is asked whether they mean it. */
export const answerBindings: readonly Binding<Answer, unknown>[] = [
  { keys: ['y'], command: 'yes', short: 'yes', works: () => true },
  { keys: ['n', 'esc'], command: 'no', short: 'no', works: () => true },
];
