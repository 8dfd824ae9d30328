import type { Binding } from './binding.ts';

/** What decides which keys work while rules are compared. */
export interface CompareSituation {
  readonly helping: boolean;
  /** There are more rollouts to choose, or fewer. */
  readonly more: boolean;
  readonly fewer: boolean;
}

export type CompareCommand = 'pick' | 'more' | 'fewer' | 'seed' | 'back' | 'help' | 'quit';

const watching = ({ helping }: CompareSituation): boolean => !helping;

/** In the order in which the footer shows them. */
export const compareBindings: readonly Binding<CompareCommand, CompareSituation>[] = [
  {
    keys: ['up', 'down'],
    together: true,
    command: 'pick',
    short: 'rule',
    help: 'pick the next rule, or the one before, and read why it decided',
    works: watching,
  },
  {
    keys: ['+', '='],
    command: 'more',
    short: 'more rollouts',
    help: 'more rollouts of each kind of traffic, for closer figures',
    works: (situation) => watching(situation) && situation.more,
  },
  {
    keys: ['-', '_'],
    command: 'fewer',
    short: 'fewer',
    help: 'fewer rollouts',
    works: (situation) => watching(situation) && situation.fewer,
  },
  {
    keys: ['n', 'N'],
    command: 'seed',
    short: 'next seed',
    help: 'the next seed, or the one before',
    works: watching,
  },
  {
    keys: ['esc'],
    command: 'back',
    short: 'back',
    help: 'leave the help',
    works: ({ helping }) => helping,
  },
  { keys: ['?'], command: 'help', short: 'help', help: 'this page', works: watching },
  { keys: ['q'], command: 'quit', short: 'quit', help: 'leave the program', works: () => true },
];
