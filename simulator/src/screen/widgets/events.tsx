import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import type { RunEvent, RunView } from '../../run/view.ts';
import { aside, eventStyles } from '../look/theme.ts';
import type { Glyphs } from '../look/glyphs.ts';
import { useGlyphs } from '../look/use-glyphs.ts';
import { elapsed } from '../words/time.ts';
import { cut, wrapWords } from '../words/wrap.ts';

const kindWidth = 'sync-server'.length + 1;

/** With fewer rows each event gets one, which may cut its reason short. */
const rowsToWrap = 8;

/** What happened, newest last; the oldest make room. */
export function Events(props: {
  readonly view: RunView;
  readonly columns: number;
  readonly rows: number;
}): ReactNode {
  const { view, columns, rows } = props;
  const glyphs = useGlyphs();
  const shown = newest(view, columns, rows, glyphs);
  return (
    <Box flexDirection="column" height={rows} overflowY="hidden">
      {shown.length === 0 && <Text {...aside}> nothing happened yet</Text>}
      {shown.map(({ event, number, time, lines }) => (
        <Box key={number} paddingLeft={1} flexShrink={0}>
          <Text {...aside}>{`${time} `}</Text>
          <Text {...eventStyles[event.kind]}>{event.kind.padEnd(kindWidth)}</Text>
          <Text wrap="truncate">{lines.join('\n')}</Text>
        </Box>
      ))}
    </Box>
  );
}

interface ShownEvent {
  readonly event: RunEvent;
  readonly number: number;
  readonly time: string;
  readonly lines: readonly string[];
}

/** The newest events that fit, oldest first. */
function newest(view: RunView, columns: number, rows: number, glyphs: Glyphs): ShownEvent[] {
  const shown: ShownEvent[] = [];
  let left = rows;
  for (const [number, event] of [...view.events.entries()].toReversed()) {
    const time = elapsed(event.time, view);
    const width = columns - 1 - time.length - 1 - kindWidth - 1;
    const lines =
      rows < rowsToWrap ? [cut(event.text, width, glyphs.ellipsis)] : wrapWords(event.text, width);
    if (lines.length > left && shown.length > 0) break;
    shown.unshift({ event, number, time, lines: lines.slice(0, left) });
    left -= lines.length;
    if (left <= 0) break;
  }
  return shown;
}
