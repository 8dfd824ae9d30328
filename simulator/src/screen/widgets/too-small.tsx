import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { leastSize, type Size } from '../layout.ts';

/** Says how large the terminal is and how large it has to be. */
export function TooSmall({ size }: { readonly size: Size }): ReactNode {
  return (
    <Box flexDirection="column" height={size.rows} overflow="hidden">
      <Text>{`This terminal is too small: ${words(size)}.`}</Text>
      <Text>{`Lastgood needs ${words(leastSize)}.`}</Text>
      <Text>Make it larger, or press q to quit.</Text>
    </Box>
  );
}

function words({ columns, rows }: Size): string {
  return `${columns} columns by ${rows} rows`;
}
