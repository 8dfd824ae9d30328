import type { Binding } from './binding.ts';

export type ChooseCommand =
  | 'pick'
  | 'page'
  | 'take'
  | 'recording'
  | 'seed'
  | 'write'
  | 'complete'
  | 'back'
  | 'help'
  | 'quit';

/** What decides which keys of the Choose view work. */
export interface ChooseSituation {
  readonly helping: boolean;
  readonly asking: 'recording' | 'seed' | undefined;
}

const choosing = ({ helping, asking }: ChooseSituation): boolean => !helping && !asking;

/** In the order in which the footer shows them; where it is too narrow, the last three stay. */
export const chooseBindings: readonly Binding<ChooseCommand, ChooseSituation>[] = [
  {
    keys: ['up', 'down'],
    together: true,
    command: 'pick',
    short: 'pick',
    help: 'pick a scenario, a policy, or a recording',
    works: choosing,
  },
  {
    keys: ['page up', 'page down'],
    command: 'page',
    help: 'ten lines at a time',
    works: choosing,
  },
  {
    keys: ['enter'],
    command: 'take',
    short: 'use it',
    help: 'use what is picked, in all views',
    works: choosing,
  },
  {
    keys: ['r'],
    command: 'recording',
    short: 'recording',
    help: 'use a recording from a file',
    works: choosing,
  },
  {
    keys: ['s'],
    command: 'seed',
    short: 'seed',
    help: 'another seed: the same seed gives the same run',
    works: choosing,
  },
  {
    keys: ['enter'],
    command: 'write',
    short: 'use it',
    works: ({ helping, asking }) => !helping && asking !== undefined,
  },
  {
    keys: ['tab'],
    command: 'complete',
    short: 'complete',
    works: ({ helping, asking }) => !helping && asking === 'recording',
  },
  {
    keys: ['esc'],
    command: 'back',
    short: 'back',
    help: 'leave the help, or what is being written',
    works: (situation) => !choosing(situation),
  },
  {
    keys: ['?'],
    command: 'help',
    short: 'help',
    help: 'this page',
    works: choosing,
  },
  {
    keys: ['q', 'ctrl+c'],
    command: 'quit',
    short: 'quit',
    help: 'leave; changes that are not saved are asked for',
    works: ({ asking }) => !asking,
  },
];
