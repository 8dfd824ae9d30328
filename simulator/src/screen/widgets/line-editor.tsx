import { Text } from 'ink';
import type { ReactNode } from 'react';

import type { Line } from '../keys/line.ts';
import { title } from '../look/theme.ts';
import { useGlyphs } from '../look/use-glyphs.ts';

/** A line that is being written; of a long one, the part around the cursor. */
export function LineEditor(props: {
  readonly label: string;
  readonly line: Line;
  readonly columns: number;
}): ReactNode {
  const { label, line, columns } = props;
  const { cursor: sign } = useGlyphs();
  const room = Math.max(1, columns - label.length - 4);
  const from = Math.max(0, line.cursor - room);
  return (
    <Text wrap="truncate">
      <Text {...title}>{` ${label} `}</Text>
      {line.text.slice(from, line.cursor)}
      <Text color="yellow">{sign}</Text>
      {line.text.slice(line.cursor, from + room)}
    </Text>
  );
}
