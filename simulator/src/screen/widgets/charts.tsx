import { Box } from 'ink';
import type { ReactNode } from 'react';

import type { Stretch } from '../../charts/columns.ts';
import { timeAxis } from '../../charts/time-axis.ts';
import type { RunView } from '../../run/view.ts';
import type { Layout } from '../layout.ts';
import { useGlyphs } from '../look/use-glyphs.ts';
import { followed } from '../measures/followed.ts';
import { evidencePanel } from '../panels/evidence.ts';
import { guardrailPanel } from '../panels/guardrail.ts';
import { axisWidth } from '../panels/panel.ts';
import { ChartPanel } from './chart-panel.tsx';
import { Lines } from './lines.tsx';
import { readingsWidth } from './readings.tsx';

/** The plots that the layout has room for, over one time axis. */
export function Charts(props: {
  readonly view: RunView;
  readonly layout: Layout;
  readonly stretch: Stretch;
  /** The place of the guardrail that is shown first where not all are. */
  readonly focus: number;
}): ReactNode {
  const { view, layout, stretch, focus } = props;
  const { dots } = useGlyphs();
  const width = layout.main - readingsWidth - axisWidth;
  const indent = { text: ' '.repeat(axisWidth) };
  return (
    <Box flexDirection="column" flexShrink={0}>
      {shownPlaces(view, layout, focus).map(({ guardrail, place }) => (
        <ChartPanel
          key={guardrail.name}
          content={guardrailPanel(view, followed(view, guardrail, place), stretch)}
          columns={layout.main}
          rows={layout.guardrail}
        />
      ))}
      {layout.evidence > 0 && (
        <ChartPanel
          content={evidencePanel(view, stretch)}
          columns={layout.main}
          rows={layout.evidence}
        />
      )}
      <Lines lines={[[indent, ...timeAxis(width, stretch, view.tickLength, dots)]]} />
    </Box>
  );
}

/** All guardrails in their order, or as many as have room, from the one in focus on. */
function shownPlaces(
  { guardrails }: RunView,
  { charts }: Layout,
  focus: number,
): { guardrail: RunView['guardrails'][number]; place: number }[] {
  const all = guardrails.map((guardrail, place) => ({ guardrail, place }));
  if (charts >= all.length) return all;
  return [...all.slice(focus), ...all.slice(0, focus)].slice(0, charts);
}
