import { viewNames } from '../views/names.ts';
import type { Binding } from './binding.ts';

export type AppCommand = 'show' | 'turn';

const titles = viewNames.map(({ title }) => title);

/** What works in every view that has no other use for the key. The first line of the screen shows the numbers. */
export const appBindings: readonly Binding<AppCommand, unknown>[] = [
  {
    keys: viewNames.map(({ key }) => key),
    command: 'show',
    help: `go to ${titles.slice(0, -1).join(', ')} or ${titles.at(-1)}`,
    works: () => true,
  },
  {
    keys: ['tab', 'shift+tab'],
    command: 'turn',
    help: 'the next view, or the one before',
    works: () => true,
  },
];
