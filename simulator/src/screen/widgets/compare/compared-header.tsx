import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { bar } from '../../../charts/bar.ts';
import { plainText } from '../../../charts/span.ts';
import { count } from '../../../words/counts.ts';
import { timeLeftInWords } from '../../../words/time-left.ts';
import type { ComparingState } from '../../comparing/comparing.ts';
import { aside, fine, wrong } from '../../look/theme.ts';
import { useGlyphs } from '../../look/use-glyphs.ts';
import type { Setup } from '../../session/session.ts';
import { cut } from '../../words/wrap.ts';

const barWidth = 12;
const gap = 2;

/** Which traffic the rules see, and how far the rollouts are. */
export function ComparedHeader(props: {
  readonly state: ComparingState;
  readonly setup: Setup;
  readonly columns: number;
}): ReactNode {
  const { state, setup, columns } = props;
  const glyphs = useGlyphs();
  const { comparison, running, failure } = state;
  const progress = progressOf(state);
  const share = comparison ? comparison.done / comparison.total : 0;
  const barText = running ? `${plainText(bar(share, barWidth, 'evidence', glyphs.dots))} ` : '';
  const right = `${running ? '' : `${failure === undefined ? glyphs.good : glyphs.bad} `}${barText}${progress}`;
  const room = columns - 2 - gap - right.length;
  return (
    <Box justifyContent="space-between" paddingX={1} flexShrink={0}>
      <Text wrap="truncate">{cut(trafficInWords(setup, state), room, glyphs.ellipsis)}</Text>
      <Text wrap="truncate" {...(failure === undefined ? (running ? aside : fine) : wrong)}>
        {right}
      </Text>
    </Box>
  );
}

/** How far the rollouts are. */
export function progressOf({ comparison, running, failure }: ComparingState): string {
  if (failure !== undefined) return 'cannot compare';
  if (!comparison) return running ? 'beginning' : 'nothing compared';
  const { done, total, timeLeft } = comparison;
  if (!running && done === total) return `${count(total)} rollouts`;
  const left = timeLeft === undefined ? '' : `, ${timeLeftInWords(timeLeft)}`;
  return `${count(done)} of ${count(total)} rollouts${running ? left : ', stopped'}`;
}

/** The names of the traffic, the session's own first. */
export function trafficInWords({ seed }: Setup, { comparison }: ComparingState): string {
  const names = comparison?.cases.map(({ name }) => name) ?? [];
  return names.length === 0 ? `seed ${seed}` : `${names.join(' and ')}, from seed ${seed} on`;
}
