import { Box } from 'ink';
import type { ReactNode } from 'react';

import type { RunView } from '../../run/view.ts';
import { layoutFor, type Panel, type Size } from '../layout.ts';
import { Charts } from '../widgets/charts.tsx';
import { Events } from '../widgets/events.tsx';
import { Services } from '../widgets/services.tsx';
import { Weights } from '../widgets/weights.tsx';

/** Between the panels at the side. */
const margin = 1;

/** The panels of a rollout: one below the other, or side by side where there is room, or one alone. */
export function LivePanels(props: {
  readonly view: RunView;
  readonly size: Size;
  readonly expanded: Panel | undefined;
}): ReactNode {
  const { view, size, expanded } = props;
  const layout = layoutFor(size, expanded);
  if (expanded === 'events') {
    return <Events view={view} columns={layout.main} rows={layout.events} />;
  }
  if (expanded) return <Charts view={view} layout={layout} />;
  if (layout.side === 0) {
    return (
      <>
        <Charts view={view} layout={layout} />
        <Weights view={view} direction="row" columns={layout.main} />
        <Services view={view} direction="row" />
        <Events view={view} columns={layout.main} rows={layout.events} />
      </>
    );
  }
  const flag = 1 + 2;
  const services = 1 + view.services.length;
  const rows = layout.events - flag - services - 2 * margin;
  return (
    <Box>
      <Charts view={view} layout={layout} />
      <Box flexDirection="column" width={layout.side} rowGap={margin} overflow="hidden">
        <Weights view={view} direction="column" columns={layout.side} />
        <Services view={view} direction="column" />
        <Events view={view} columns={layout.side} rows={rows} />
      </Box>
    </Box>
  );
}
