import { Box, useIsScreenReaderEnabled } from 'ink';
import { useSyncExternalStore, type ReactNode } from 'react';

import { appBindings } from '../keys/app.ts';
import { bindingOf } from '../keys/binding.ts';
import { compareBindings, type CompareCommand, type CompareSituation } from '../keys/compare.ts';
import { useKeys } from '../keys/use-keys.ts';
import type { Comparing } from '../comparing/comparing.ts';
import { ComparedHeader } from '../widgets/compare/compared-header.tsx';
import { Rules } from '../widgets/compare/rules.tsx';
import { SpokenRules } from '../widgets/compare/spoken-rules.tsx';
import { Footer } from '../widgets/footer.tsx';
import { Help } from '../widgets/help.tsx';
import type { ViewProps } from './view.ts';

/** The same traffic under the rules of others. */
export function Compare(props: ViewProps & { readonly comparing: Comparing }): ReactNode {
  const { comparing, size, quit } = props;
  const state = useSyncExternalStore(comparing.subscribe, comparing.get);
  const { setup } = useSyncExternalStore(comparing.session.subscribe, comparing.session.get);
  const spoken = useIsScreenReaderEnabled();
  const situation = (): CompareSituation => ({
    helping: comparing.get().helping,
    more: comparing.runsBeside(1) !== undefined,
    fewer: comparing.runsBeside(-1) !== undefined,
  });
  const commands: Record<CompareCommand, (key: string) => void> = {
    pick: (key) => comparing.pick(key === 'up' ? -1 : 1),
    more: () => comparing.turnRuns(1),
    fewer: () => comparing.turnRuns(-1),
    seed: (key) => comparing.reseed(key === 'N' ? -1 : 1),
    back: () => comparing.help(false),
    help: () => comparing.help(true),
    quit,
  };
  useKeys((name) => {
    const binding = bindingOf(compareBindings, name, situation());
    if (binding) commands[binding.command](name);
    return binding !== undefined;
  });

  const { columns, rows } = size;
  const help = (
    <Help
      bindings={[...compareBindings, ...appBindings]}
      notes={notes}
      columns={columns}
      rows={rows - 2}
    />
  );
  const content = spoken ? (
    <SpokenRules state={state} setup={setup} />
  ) : (
    <Rules state={state} setup={setup} columns={columns} rows={rows - 2} />
  );
  return (
    <Box flexDirection="column" {...(!spoken && { height: rows })}>
      {!spoken && <ComparedHeader state={state} setup={setup} columns={columns} />}
      <Box flexDirection="column" flexGrow={1} overflowY="hidden">
        {state.helping ? help : content}
      </Box>
      <Footer bindings={compareBindings} situation={situation()} columns={columns} />
    </Box>
  );
}

const notes = [
  'All rules see the same requests: the canary keeps the share of the first step, whatever a rule decides.',
  'false: of 1,000 healthy canaries, those that were rolled back. faults missed: faulty ones that were never rolled ' +
    'back or paused. delay: from the fault to the rollback; half of the faulty canaries, or nine of ten, were rolled back sooner.',
  'The canary of a recording counts as faulty if the recording shows that. Else nobody knows, and its twin stands in its place.',
];
