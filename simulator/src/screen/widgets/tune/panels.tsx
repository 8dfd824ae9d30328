import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import type { Size } from '../../layout.ts';
import { aside } from '../../look/theme.ts';
import { tuneLayout } from '../../tuning/layout.ts';
import type { TuneShow } from '../../tuning/show.ts';
import type { Tuning } from '../../tuning/tuning.ts';
import { wrapWords } from '../../words/wrap.ts';
import { Curve } from './curve.tsx';
import { FigureTable } from './figure-table.tsx';
import { KnobList, knobName } from './knob-list.tsx';

/** The knobs, the figures beside them, and the curve below, or at the right where there is room. */
export function TunePanels(props: {
  readonly tuning: Tuning;
  readonly show: TuneShow;
  readonly size: Size;
}): ReactNode {
  const { tuning, show, size } = props;
  const { knobs } = tuning.policy;
  const { path } = tuning;
  const left = tuneLayout(size, knobs.length, 0);
  const details = show.details.flatMap((text) => wrapWords(text, left.knobs + left.figures - 4));
  const layout = tuneLayout(size, knobs.length, details.length);
  const tables = (
    <Box flexDirection="column" flexShrink={0}>
      <Box flexShrink={0}>
        <KnobList
          knobs={knobs}
          picked={path}
          moved={show.moved}
          columns={layout.knobs}
          rows={layout.tables}
        />
        <FigureTable rows={show.figures} about={show.about} columns={layout.figures} />
      </Box>
      {details.map((line) => (
        <Text key={line} {...aside} wrap="truncate">{`   ${line}`}</Text>
      ))}
    </Box>
  );
  const curve = (
    <Curve
      places={show.places}
      knob={knobName(path)}
      columns={layout.curve}
      rows={layout.curveRows}
    />
  );
  return (
    <Box flexDirection={layout.beside ? 'row' : 'column'}>
      {tables}
      {curve}
    </Box>
  );
}
