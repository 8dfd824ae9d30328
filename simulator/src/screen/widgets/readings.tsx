import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { plot } from '../../charts/plot.ts';
import type { Pen } from '../../charts/dots.ts';
import type { Line } from '../../charts/span.ts';
import { useGlyphs } from '../look/use-glyphs.ts';
import type { Glyphs } from '../look/glyphs.ts';
import { roleStyles } from '../look/theme.ts';
import type { Reading } from '../panels/panel.ts';
import { cut } from '../words/wrap.ts';

/** Columns that the numbers beside a plot take. */
export const readingsWidth = 25;
const sampleWidth = 3;
const wordsWidth = readingsWidth - 1 - sampleWidth - 1;

/** The numbers beside a plot, each with a sample of its line; as many as fit. */
export function Readings(props: {
  readonly readings: readonly Reading[];
  readonly height: number;
}): ReactNode {
  const glyphs = useGlyphs();
  return (
    <Box flexDirection="column" width={readingsWidth} paddingLeft={1}>
      {props.readings.slice(0, props.height).map(({ pen, name, value }) => {
        const nameWidth = wordsWidth - value.length - 1;
        return (
          <Text key={name} wrap="truncate" {...(pen && roleStyles[pen.role])}>
            {`${sample(pen, glyphs)} ${cut(name, nameWidth, glyphs.ellipsis).padEnd(nameWidth)} ${value}`}
          </Text>
        );
      })}
    </Box>
  );
}

/** A short stretch of the line, as the plot draws it. */
function sample(pen: Pen | undefined, { dots }: Glyphs): string {
  if (!pen) return ' '.repeat(sampleWidth);
  const values = Array.from({ length: sampleWidth * dots.across }, () => 0.5);
  const series = [{ pen, values }];
  const range = { min: 0, max: 1 };
  const [line = []]: Line[] = plot({ series, width: sampleWidth, height: 1, range, style: dots });
  return line.map(({ text }) => text).join('');
}
