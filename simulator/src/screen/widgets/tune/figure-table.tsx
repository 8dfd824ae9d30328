import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { aside, fine, title, wrong, type TextStyle } from '../../look/theme.ts';
import { useGlyphs } from '../../look/use-glyphs.ts';
import type { FigureRow } from '../../tuning/figure-rows.ts';
import { cut } from '../../words/wrap.ts';

const nowWidth = 11;
const intervalWidth = 15;
const startWidth = 10;

/** From here on there is room for what the policy began with. */
const wide = 61;

/** What the rollouts came to, beside what they came to with the policy as it began. */
export function FigureTable(props: {
  readonly rows: readonly FigureRow[];
  /** What the figures are about. */
  readonly about: string;
  readonly columns: number;
}): ReactNode {
  const { rows, about, columns } = props;
  const glyphs = useGlyphs();
  const started = columns >= wide;
  const nameWidth = columns - nowWidth - 2 - intervalWidth - (started ? startWidth : 0) - 1;
  const name = (text: string): string => cut(text, nameWidth, glyphs.ellipsis).padEnd(nameWidth);
  const start = (text: string): string => (started ? text.padStart(startWidth) : '');
  return (
    <Box flexDirection="column" width={columns} flexShrink={0}>
      <Text wrap="truncate" {...title}>
        {name('outcome')}
        {about.padStart(nowWidth)}
        {'  '}
        {'95 % interval'.padEnd(intervalWidth)}
        {start('at first')}
      </Text>
      {rows.map((row) => {
        const { sign, style } = signOf(row, glyphs);
        return row.because === undefined ? (
          <Text key={row.name} wrap="truncate">
            {name(row.name)}
            <Text {...style}>{`${row.now.padStart(nowWidth)}${sign} `}</Text>
            <Text {...aside}>
              {row.interval.padEnd(intervalWidth)}
              {start(row.start)}
            </Text>
          </Text>
        ) : (
          <Text key={row.name} wrap="truncate">
            {row.name}
            <Text {...style}>
              {`${row.now}: ${row.because}${sign.trim()}`.padStart(
                nameWidth - row.name.length + nowWidth + 2 + intervalWidth,
              )}
            </Text>
            <Text {...aside}>{start(row.start)}</Text>
          </Text>
        );
      })}
    </Box>
  );
}

function signOf(
  { change }: FigureRow,
  glyphs: { readonly rose: string; readonly fell: string },
): { readonly sign: string; readonly style: TextStyle } {
  if (!change) return { sign: ' ', style: {} };
  return { sign: change.rose ? glyphs.rose : glyphs.fell, style: change.better ? fine : wrong };
}
