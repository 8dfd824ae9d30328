import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { bar } from '../../charts/bar.ts';
import type { RunView } from '../../run/view.ts';
import { title } from '../look/theme.ts';
import { useGlyphs } from '../look/use-glyphs.ts';
import { roundPercent } from '../../words/percent.ts';
import { weightOf } from '../words/verdict.ts';
import { Lines } from './lines.tsx';

/** What the flag gives to each version, as a bar: all in a line, or one below the other. */
export function Weights(props: {
  readonly view: RunView;
  readonly direction: 'row' | 'column';
  readonly columns: number;
}): ReactNode {
  const { view, direction, columns } = props;
  const { key, version } = view.flag;
  const inLine = direction === 'row';
  const named = version === undefined ? '' : `${inLine ? '' : ','} version ${version}`;
  const roomBeside = (text: string): number => (columns - text.length) / 2 - 2;
  const name = inLine ? ` ${key}` : ` flag ${key}`;
  // The bars say more than the flag's version.
  const heading = inLine && roomBeside(name + named) < leastRoom ? name : `${name}${named}`;
  const room = inLine ? roomBeside(heading) : columns - 1;
  return (
    <Box flexDirection={direction} flexShrink={0} overflow="hidden" columnGap={1}>
      <Text {...title} wrap="truncate">
        {heading}
      </Text>
      <Weight view={view} arm="baseline" columns={Math.floor(room)} />
      <Weight view={view} arm="canary" columns={Math.floor(room)} />
    </Box>
  );
}

const longestBar = 40;
/** For the name of a version, a bar and the share. */
const leastRoom = 20;

function Weight(props: {
  readonly view: RunView;
  readonly arm: 'baseline' | 'canary';
  readonly columns: number;
}): ReactNode {
  const { view, arm, columns } = props;
  const { dots } = useGlyphs();
  const name = view.versions[arm];
  const share = weightOf(view, name);
  const value = roundPercent(share).padStart('100 %'.length);
  const width = Math.max(1, Math.min(longestBar, columns - name.length - value.length - 2));
  return (
    <Box flexShrink={0} paddingLeft={1}>
      <Text>{`${name} `}</Text>
      <Lines lines={[bar(share, width, arm, dots)]} />
      <Text>{` ${value}`}</Text>
    </Box>
  );
}
