import { Box, useIsScreenReaderEnabled } from 'ink';
import { useSyncExternalStore, type ReactNode } from 'react';

import { changesBetween } from '../../tuning/changes.ts';
import { casesInWords } from '../../words/cases.ts';
import { appBindings } from '../keys/app.ts';
import { bindingOf } from '../keys/binding.ts';
import { tuneBindings } from '../keys/tune/bindings.ts';
import { useKeys } from '../keys/use-keys.ts';
import { commandOf } from '../tuning/again.ts';
import { pressInTune, situationOf } from '../tuning/commands.ts';
import { tuneShow } from '../tuning/show.ts';
import type { Mode, TuningState } from '../tuning/state.ts';
import type { Tuning } from '../tuning/tuning.ts';
import { Footer } from '../widgets/footer.tsx';
import { Help } from '../widgets/help.tsx';
import { Changes } from '../widgets/tune/changes.tsx';
import { TuneHeader } from '../widgets/tune/header.tsx';
import { SpokenTune } from '../widgets/tune/spoken.tsx';
import { TuneStatus } from '../widgets/tune/status.tsx';
import { TunePanels } from '../widgets/tune/panels.tsx';
import { wrapWords } from '../words/wrap.ts';
import type { ViewProps } from './view.ts';

/** What many rollouts come to with a policy, and with its knobs moved. */
export function Tune(
  props: ViewProps & { readonly tuning: Tuning; readonly toLive: () => void },
): ReactNode {
  const { tuning, size, quit, toLive } = props;
  const { mode, helping, message } = useSyncExternalStore(tuning.subscribe, tuning.get);
  const { began, setup } = useSyncExternalStore(tuning.session.subscribe, tuning.session.get);
  useSyncExternalStore(tuning.evaluations.subscribe, tuning.evaluations.get);
  const spoken = useIsScreenReaderEnabled();
  useKeys((key) => {
    const binding = bindingOf(tuneBindings, key, situationOf(tuning));
    return pressInTune(tuning, key, binding?.command, { quit, toLive });
  });

  const show = tuneShow(tuning);
  const { columns, rows } = size;
  const { text = '', wrong = false } = statusOf(mode, message, show.failure);
  const told = modesOfSearch.has(mode.kind)
    ? casesInWords(tuning.cases.names)
    : mode.kind === 'naming' && text === ''
      ? []
      : [text];
  const lines = told.flatMap((line) => wrapWords(line, columns - 2));
  const below = lines.length + (modesWithLine.has(mode.kind) ? 1 : 0);
  const content = helping ? (
    <Help
      bindings={[...tuneBindings, ...appBindings]}
      notes={notes}
      columns={columns}
      rows={rows - 1}
    />
  ) : mode.kind === 'difference' ? (
    <Changes
      changes={changesBetween(began, setup.policy)}
      file={began.file}
      command={commandOf(tuning.trialOf(setup.policy), began)}
      columns={columns}
    />
  ) : spoken ? (
    <SpokenTune tuning={tuning} show={show} />
  ) : (
    <TunePanels tuning={tuning} show={show} size={{ columns, rows: rows - below }} />
  );
  return (
    <Box flexDirection="column" {...(!spoken && { height: rows })}>
      {!spoken && !helping && <TuneHeader tuning={tuning} show={show} columns={columns} />}
      <Box flexDirection="column" flexGrow={1} overflowY="hidden">
        {content}
      </Box>
      {!helping && <TuneStatus mode={mode} lines={lines} wrongly={wrong} columns={columns} />}
      <Footer bindings={tuneBindings} situation={situationOf(tuning)} columns={columns} />
    </Box>
  );
}

const modesOfSearch = new Set<Mode['kind']>(['limiting', 'searching']);
/** Those that have a line of their own below what is told. */
const modesWithLine = new Set<Mode['kind']>([...modesOfSearch, 'naming']);

/** What stands above the footer. */
function statusOf(
  mode: Mode,
  message: TuningState['message'],
  failure: string | undefined,
): Partial<NonNullable<TuningState['message']>> {
  if (message) return message;
  if (mode.kind === 'offered') return { text: mode.text };
  if (mode.kind === 'replacing') return { text: `${mode.file} is there already: replace it?` };
  return failure === undefined ? {} : { text: failure, wrong: true };
}

/** What is to be seen, for the help. */
const notes = [
  'Each figure is measured on rollouts with the engine itself, of healthy and of faulty canaries. A sign beside it says ' +
    'that it rose or fell since the policy began: green is better, red is worse.',
];
