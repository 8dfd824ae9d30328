import { Box } from 'ink';
import type { ReactNode } from 'react';

import { spanFor } from '../../charts/columns.ts';
import { timeAxis } from '../../charts/time-axis.ts';
import type { RunView } from '../../run/view.ts';
import type { Layout } from '../layout.ts';
import { useGlyphs } from '../look/use-glyphs.ts';
import { evidencePanel } from '../panels/evidence.ts';
import { axisWidth } from '../panels/panel.ts';
import { ratesPanel } from '../panels/rates.ts';
import { ChartPanel } from './chart-panel.tsx';
import { Lines } from './lines.tsx';
import { readingsWidth } from './readings.tsx';

/** The plots that the layout has room for, over one time axis. */
export function Charts(props: { readonly view: RunView; readonly layout: Layout }): ReactNode {
  const { view, layout } = props;
  const { dots } = useGlyphs();
  const span = spanFor(view.tick, view.ticks);
  const width = layout.main - readingsWidth - axisWidth;
  const indent = { text: ' '.repeat(axisWidth) };
  return (
    <Box flexDirection="column" flexShrink={0}>
      {layout.rates > 0 && (
        <ChartPanel content={ratesPanel(view, span)} columns={layout.main} rows={layout.rates} />
      )}
      {layout.evidence > 0 && (
        <ChartPanel
          content={evidencePanel(view, span)}
          columns={layout.main}
          rows={layout.evidence}
        />
      )}
      <Lines lines={[[indent, ...timeAxis(width, span * view.tickLength, dots)]]} />
    </Box>
  );
}
