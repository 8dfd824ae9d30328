import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { title } from '../look/theme.ts';
import { useGlyphs } from '../look/use-glyphs.ts';
import type { PanelContent } from '../panels/panel.ts';
import { Lines } from './lines.tsx';
import { Readings, readingsWidth } from './readings.tsx';

/** A title, the plot below it, and the numbers beside the plot. */
export function ChartPanel(props: {
  readonly content: PanelContent;
  readonly columns: number;
  readonly rows: number;
}): ReactNode {
  const { content, columns, rows } = props;
  const glyphs = useGlyphs();
  const lines = content.draw({ width: columns - readingsWidth, height: rows, glyphs });
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text wrap="truncate" {...title}>
        {` ${content.title}`}
      </Text>
      <Box>
        <Lines lines={lines} />
        <Readings readings={content.readings} height={rows} />
      </Box>
    </Box>
  );
}
