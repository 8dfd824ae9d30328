import { Box } from 'ink';
import type { ReactNode } from 'react';

import type { Stretch } from '../../charts/columns.ts';
import type { RunView } from '../../run/view.ts';
import { layoutFor, type Panel, type Size } from '../layout.ts';
import { Charts } from '../widgets/charts.tsx';
import { Events } from '../widgets/events.tsx';
import { Services } from '../widgets/services.tsx';
import { Reasons, Standings } from '../widgets/standings.tsx';
import { Weights } from '../widgets/weights.tsx';

/** Between the panels at the side. */
const margin = 1;

/** The panels of a rollout: one below the other, or side by side where there is room, or one alone. */
export function LivePanels(props: {
  readonly view: RunView;
  readonly size: Size;
  readonly expanded: Panel | undefined;
  /** What the charts show of the time. */
  readonly stretch: Stretch;
  /** The place of the guardrail that is shown first. */
  readonly focus: number;
}): ReactNode {
  const { view, size, expanded, stretch, focus } = props;
  const layout = layoutFor(size, view.guardrails.length, expanded);
  const { main, side, standings, standingsColumns, events } = layout;
  const charts = <Charts view={view} layout={layout} stretch={stretch} focus={focus} />;
  if (expanded === 'events') return <Events view={view} columns={main} rows={events} />;
  if (expanded === 'standings') {
    return <Reasons view={view} focus={focus} columns={main} rows={standings} />;
  }
  if (expanded) return charts;
  const list = standings > 0 && (
    <Standings
      view={view}
      focus={focus}
      columns={side === 0 ? main : side}
      rows={standings}
      inColumns={standingsColumns}
    />
  );
  if (side === 0) {
    return (
      <>
        {charts}
        {list}
        <Weights view={view} direction="row" columns={main} />
        {layout.services && <Services view={view} direction="row" />}
        <Events view={view} columns={main} rows={events} />
      </>
    );
  }
  const flag = 1 + 2;
  const services = 1 + view.services.length;
  const rows = events - standings - flag - services - 3 * margin;
  return (
    <Box>
      {charts}
      <Box flexDirection="column" width={side} rowGap={margin} overflowY="hidden">
        {list}
        <Weights view={view} direction="column" columns={side} />
        <Services view={view} direction="column" />
        <Events view={view} columns={side} rows={rows} />
      </Box>
    </Box>
  );
}
