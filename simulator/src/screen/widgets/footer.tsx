import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import type { Binding, Situation } from '../keys/binding.ts';
import { aside, title } from '../look/theme.ts';

const gap = 2;

/** However narrow the terminal is, so many of the last keys are shown: back, help and quit. */
const alwaysShown = 3;

/** Why the screen stays as it is. */
const over = 'The run is over.';

/** The keys that work now, as far as they fit into a line. */
export function Footer(props: {
  readonly bindings: readonly Binding<string>[];
  readonly situation: Situation;
  readonly columns: number;
}): ReactNode {
  const { bindings, situation, columns } = props;
  const ended = situation.mode === 'ended';
  const room = columns - 2 - (ended ? over.length + gap : 0);
  const shown = bindings.filter(({ works }) => works(situation));
  while (widthOf(shown) > room && shown.length > alwaysShown) shown.splice(-alwaysShown - 1, 1);
  return (
    <Box paddingX={1} columnGap={gap} flexShrink={0} overflow="hidden">
      {ended && <Text {...title}>{over}</Text>}
      {shown.map(({ keys: [key], short, command }) => (
        <Text key={command} wrap="truncate">
          <Text {...title}>{key}</Text>
          <Text {...aside}>{` ${short}`}</Text>
        </Text>
      ))}
    </Box>
  );
}

function widthOf(bindings: readonly Binding<string>[]): number {
  const widths = bindings.map(({ keys: [key = ''], short }) => key.length + 1 + short.length);
  return widths.reduce((sum, width) => sum + width + gap, -gap);
}
