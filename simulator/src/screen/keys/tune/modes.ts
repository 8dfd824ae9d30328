import { inMode, type TuneBinding } from './situation.ts';

/** What works in the points of the curve, while a file is named, and around a search. */
export const modeBindings: readonly TuneBinding[] = [
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
    keys: ['left', 'right'],
    together: true,
    command: 'limit',
    short: 'fewer or more',
    works: inMode('limiting'),
  },
  {
    keys: ['enter'],
    command: 'search',
    short: 'search',
    works: inMode('limiting'),
  },
  {
    keys: ['enter'],
    command: 'takeOffer',
    short: 'take it',
    works: inMode('offered'),
  },
];
