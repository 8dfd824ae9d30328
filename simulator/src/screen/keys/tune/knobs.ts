import { inMode, type TuneBinding } from './situation.ts';

const tuning = inMode('knobs');

/** What works while knobs are picked and moved, in the order in which the footer shows it. */
export const knobBindings: readonly TuneBinding[] = [
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
    works: inMode('knobs', ({ others }) => others.faulty),
  },
  {
    keys: ['h'],
    command: 'healthy',
    short: 'healthy',
    help: 'another healthy case',
    works: inMode('knobs', ({ others }) => others.healthy),
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
];
