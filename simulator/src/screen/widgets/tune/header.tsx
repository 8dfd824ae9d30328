import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { aside, title } from '../../look/theme.ts';
import { counted } from '../../../words/counts.ts';
import type { TuneShow } from '../../tuning/show.ts';
import type { Tuning } from '../../tuning/tuning.ts';
import { Progress } from './progress.tsx';

/** What the policy is tried on, and how far the rollouts are: two lines. */
export function TuneHeader(props: {
  readonly tuning: Tuning;
  readonly show: TuneShow;
  readonly columns: number;
}): ReactNode {
  const { tuning, show } = props;
  const { mode, runs } = tuning.get();
  const { seed } = tuning.session.get().setup;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text wrap="truncate">
        <Text {...aside}>{' healthy: '}</Text>
        <Text {...title}>{tuning.cases.of('healthy')?.name ?? '-'}</Text>
        <Text {...aside}>{'   faulty: '}</Text>
        <Text {...title}>{tuning.cases.of('faulty')?.name ?? '-'}</Text>
      </Text>
      <Box justifyContent="space-between" paddingX={1}>
        <Text {...aside} wrap="truncate">
          {`${counted(runs, 'rollout')} of each, seeds ${seed} to ${seed + runs - 1}`}
        </Text>
        {mode.kind !== 'searching' && <Progress progress={show.progress} />}
      </Box>
    </Box>
  );
}
