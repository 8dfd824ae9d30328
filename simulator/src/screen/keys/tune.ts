import type { Binding } from './binding.ts';
import type { Mode } from '../tuning/tuning.ts';

export type TuneCommand =
  | 'pick'
  | 'move'
  | 'walk'
  | 'take'
  | 'best'
  | 'curve'
  | 'undo'
  | 'redo'
  | 'difference'
  | 'save'
  | 'write'
  | 'replace'
  | 'live'
  | 'healthy'
  | 'faulty'
  | 'runs'
  | 'back'
  | 'stop'
  | 'help'
  | 'quit';

/** What decides which keys of the Tune view work. */
export interface TuneSituation {
  readonly mode: Mode['kind'];
  readonly helping: boolean;
  readonly past: boolean;
  readonly future: boolean;
  /** Whether the policy differs from where it began. */
  readonly changed: boolean;
}

type Works = (situation: TuneSituation) => boolean;

const inMode =
  (mode: Mode['kind'], and: Works = () => true): Works =>
  (situation) =>
    !situation.helping && situation.mode === mode && and(situation);
const tuning = inMode('knobs');
const reading: Works = (situation) =>
  situation.helping || situation.mode === 'curve' || situation.mode === 'difference';
const writing: Works = ({ helping, mode }) =>
  !helping && (mode === 'naming' || mode === 'replacing');

/** In the order in which the footer shows them; where it is too narrow, the last three stay. */
export const tuneBindings: readonly Binding<TuneCommand, TuneSituation>[] = [
  {
    keys: ['up', 'down'],
    together: true,
    command: 'pick',
    short: 'knob',
    help: 'pick the knob to move',
    works: tuning,
  },
  {
    keys: ['left', 'right'],
    together: true,
    command: 'move',
    short: 'move',
    help: 'move it: left is gentler, right is quicker to roll back',
    works: tuning,
  },
  {
    keys: ['o'],
    command: 'best',
    short: 'find best',
    help: 'find the settings with the least harm within the risk',
    works: tuning,
  },
  {
    keys: ['w'],
    command: 'save',
    short: 'save',
    help: 'save the policy in a file, with its comments',
    works: ({ helping, mode, changed }) =>
      !helping && (mode === 'knobs' || mode === 'difference') && changed,
  },
  {
    keys: ['u'],
    command: 'undo',
    short: 'undo',
    help: 'take the last change back',
    works: inMode('knobs', ({ past }) => past),
  },
  {
    keys: ['l'],
    command: 'live',
    short: 'live',
    help: 'watch one rollout with this policy in Live',
    works: tuning,
  },
  {
    keys: ['c'],
    command: 'curve',
    short: 'points',
    help: 'go through the points; each tells the command that makes it',
    works: tuning,
  },
  {
    keys: ['d'],
    command: 'difference',
    short: 'changes',
    help: 'what is different from where the policy began',
    works: inMode('knobs', ({ changed }) => changed),
  },
  {
    keys: ['f'],
    command: 'faulty',
    short: 'fault',
    help: 'another faulty case',
    works: tuning,
  },
  {
    keys: ['h'],
    command: 'healthy',
    short: 'healthy',
    help: 'another healthy case',
    works: tuning,
  },
  {
    keys: ['n'],
    command: 'runs',
    short: 'rollouts',
    help: 'more rollouts of each case, for narrower intervals',
    works: tuning,
  },
  {
    keys: ['U'],
    command: 'redo',
    short: 'redo',
    help: 'take back what was undone',
    works: inMode('knobs', ({ future }) => future),
  },
  {
    keys: ['left', 'right'],
    together: true,
    command: 'walk',
    short: 'next point',
    help: 'in the points: the one before, the next one',
    works: inMode('curve'),
  },
  {
    keys: ['enter'],
    command: 'take',
    short: 'take it',
    help: 'in the points: take its settings',
    works: inMode('curve'),
  },
  {
    keys: ['enter'],
    command: 'write',
    short: 'save there',
    works: inMode('naming'),
  },
  {
    keys: ['y'],
    command: 'replace',
    short: 'replace it',
    works: inMode('replacing'),
  },
  {
    keys: ['esc'],
    command: 'stop',
    short: 'stop',
    works: inMode('searching'),
  },
  {
    keys: ['esc'],
    command: 'back',
    short: 'back',
    help: 'leave the help, the points, the changes, the file name',
    works: (situation) => reading(situation) || writing(situation),
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
