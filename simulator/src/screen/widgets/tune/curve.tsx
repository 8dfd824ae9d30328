import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { scatterChart } from '../../../charts/scatter.ts';
import { aside, title } from '../../look/theme.ts';
import { useGlyphs } from '../../look/use-glyphs.ts';
import { curveChart, noneInWords, type Place } from '../../tuning/curve.ts';
import { Lines } from '../lines.tsx';

/** The delay of the rollback against the false rollbacks, for every setting of a knob. */
export function Curve(props: {
  readonly places: readonly Place[];
  /** The knob. */
  readonly knob: string;
  readonly columns: number;
  readonly rows: number;
}): ReactNode {
  const { places, knob, columns, rows } = props;
  const glyphs = useGlyphs();
  const legend = [
    `${glyphs.present} now`,
    `${glyphs.point} other settings`,
    `${glyphs.began} at first`,
    `${glyphs.visited} before`,
  ].join('  ');
  const none = noneInWords(places);
  const headings =
    none === undefined
      ? [` median delay against false rollbacks of 1,000, by ${knob}`]
      : [` median delay by ${knob}; ${none}`, ` median delay; ${none}`];
  const heading = headings.find(({ length }) => length <= columns) ?? headings.at(-1) ?? '';
  const room = heading.length + legend.length + 3 <= columns;
  return (
    <Box flexDirection="column" flexShrink={0} width={columns}>
      <Text wrap="truncate">
        <Text {...title}>{heading}</Text>
        {room && <Text {...aside}>{`   ${legend}`}</Text>}
      </Text>
      <Lines
        lines={scatterChart(curveChart(places, { width: columns - 1, height: rows, glyphs }))}
      />
    </Box>
  );
}
