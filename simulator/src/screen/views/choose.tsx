import { Box, Text, useIsScreenReaderEnabled } from 'ink';
import { useSyncExternalStore, type ReactNode } from 'react';

import { aboutChoice, isUsed, nameOfChoice } from '../choosing/choices.ts';
import type { Choosing } from '../choosing/choosing.ts';
import { pressInChoose, situationOf } from '../choosing/commands.ts';
import { appBindings } from '../keys/app.ts';
import { bindingOf } from '../keys/binding.ts';
import { chooseBindings } from '../keys/choose.ts';
import { useKeys } from '../keys/use-keys.ts';
import { aside, fine, wrong } from '../look/theme.ts';
import { ChoiceList } from '../widgets/choose/choice-list.tsx';
import { Footer } from '../widgets/footer.tsx';
import { Help } from '../widgets/help.tsx';
import { LineEditor } from '../widgets/line-editor.tsx';
import { wrapWords } from '../words/wrap.ts';
import type { ViewProps } from './view.ts';

const footer = 1;
/** Between the list and what is said of the picked one. */
const gap = 1;

/** What everything is tried on: a scenario or a recording, a policy, a seed. */
export function Choose(props: ViewProps & { readonly choosing: Choosing }): ReactNode {
  const { choosing, size, quit } = props;
  const { choices, place, helping, asking, message } = useSyncExternalStore(
    choosing.subscribe,
    choosing.get,
  );
  const { session } = choosing;
  const state = useSyncExternalStore(session.subscribe, session.get);
  const spoken = useIsScreenReaderEnabled();
  useKeys((key) => {
    const binding = bindingOf(chooseBindings, key, situationOf(choosing));
    return pressInChoose(choosing, key, binding?.command, quit);
  });

  const { columns, rows } = size;
  const { picked } = choosing;
  const about = picked ? aboutChoice(picked, state, choosing.keepsPolicy) : [];
  const details = [...about, `Seed ${state.setup.seed}.`].flatMap((text) =>
    wrapWords(text, columns - 4),
  );
  const told = message ? wrapWords(message.text, columns - 2) : [];
  const list = rows - footer - gap - details.length - told.length - (asking ? 1 : 0);
  const names = picked ? [nameOfChoice(picked), ...(isUsed(picked, state) ? ['in use'] : [])] : [];
  return (
    <Box flexDirection="column" {...(!spoken && { height: rows })}>
      <Box flexDirection="column" flexGrow={1} overflowY="hidden">
        {helping ? (
          <Help
            bindings={[...chooseBindings, ...appBindings]}
            notes={notes}
            columns={columns}
            rows={rows - 1}
          />
        ) : (
          <>
            {spoken ? (
              <Text>{`Picked, ${place + 1} of ${choices.length}: ${names.join(', ')}.`}</Text>
            ) : (
              <ChoiceList
                choices={choices}
                picked={place}
                session={state}
                columns={columns}
                rows={Math.max(1, list)}
              />
            )}
            <Box flexDirection="column" flexShrink={0} {...(!spoken && { marginTop: gap })}>
              {details.map((line) => (
                <Text key={line} {...aside} wrap="truncate">{`   ${line}`}</Text>
              ))}
              {told.map((line) => (
                <Text key={line} {...(message?.wrong ? wrong : fine)} wrap="truncate">
                  {` ${line}`}
                </Text>
              ))}
              {asking && (
                <LineEditor label={labels[asking.what]} line={asking.line} columns={columns} />
              )}
            </Box>
          </>
        )}
      </Box>
      <Footer bindings={chooseBindings} situation={situationOf(choosing)} columns={columns} />
    </Box>
  );
}

const labels = { recording: 'file of the recording', seed: 'seed' } as const;

/** What is to be seen, for the help. */
const notes = [
  'Scenarios are traffic that is drawn anew for each seed; electricity is recorded. Policies are those that come with ' +
    'Lastgood, and those of this folder and its examples: lastgood.yaml and *.lastgood.yaml.',
];
