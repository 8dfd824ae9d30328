import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { columnsFor } from '../../comparing/columns.ts';
import type { ComparingState } from '../../comparing/comparing.ts';
import { ownRollout, reasonOf, rowsOf, verdictOf } from '../../comparing/rows.ts';
import { verdictLooks } from '../../look/verdicts.ts';
import type { Setup } from '../../session/session.ts';
import { progressOf, trafficInWords } from './compared-header.tsx';

/** What each rule made of the traffic, in sentences for a screen reader. */
export function SpokenRules(props: {
  readonly state: ComparingState;
  readonly setup: Setup;
}): ReactNode {
  const { state, setup } = props;
  const own = ownRollout(state, setup.seed);
  const rows = rowsOf(state, setup.seed);
  const columns = columnsFor(Infinity);
  const sentences = rows.map((row) => {
    const verdict = own && row.result && verdictLooks[verdictOf(row.result, own.fault)].word;
    const numbers = columns.map(
      ({ heading, value }) => `${heading.join(' ').trim()}: ${value(row, own?.from ?? 0)}`,
    );
    return `${row.rule}: ${verdict ?? 'not yet'}; ${numbers.join('; ')}.`;
  });
  const picked = rows[state.picked];
  return (
    <Box flexDirection="column">
      <Text>{`${trafficInWords(setup, state)}: ${progressOf(state)}.`}</Text>
      {sentences.map((sentence) => (
        <Text key={sentence}>{sentence}</Text>
      ))}
      {picked && <Text>{`Picked ${picked.rule}: ${reasonOf(picked)}.`}</Text>}
      {state.failure !== undefined && <Text>{`${state.failure}.`}</Text>}
    </Box>
  );
}
