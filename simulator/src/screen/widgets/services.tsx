import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import type { RunView, ServiceView } from '../../run/view.ts';
import { aside, fine, wrong } from '../look/theme.ts';
import { useGlyphs } from '../look/use-glyphs.ts';

type Direction = 'row' | 'column';

/** The sync server, and what each service serves: all in a line, or one below the other with more about each. */
export function Services(props: {
  readonly view: RunView;
  readonly direction: Direction;
}): ReactNode {
  const { view, direction } = props;
  const gap = direction === 'row' ? { columnGap: 2 } : {};
  return (
    <Box flexDirection={direction} paddingLeft={1} flexShrink={0} overflow="hidden" {...gap}>
      <SyncServer view={view} direction={direction} />
      {view.services.map((service) => (
        <Service key={service.name} service={service} view={view} direction={direction} />
      ))}
    </Box>
  );
}

function SyncServer(props: { readonly view: RunView; readonly direction: Direction }): ReactNode {
  const glyphs = useGlyphs();
  const { syncServer, summary } = props.view;
  if (!syncServer) return <Text {...aside}>virtual time: without services and a sync server</Text>;
  const { up, port, process } = syncServer;
  // After the run it was stopped on purpose, with all else.
  const [state, style, more] = summary
    ? [`${glyphs.ended} stopped`, aside, ': the run is over']
    : [
        up ? `${glyphs.good} up` : `${glyphs.bad} down`,
        up ? fine : wrong,
        `, port ${port}, process ${process}`,
      ];
  return (
    <Box flexShrink={0}>
      <Text wrap="truncate">
        sync server <Text {...style}>{state}</Text>
        <Text {...aside}>{props.direction === 'column' && more}</Text>
      </Text>
    </Box>
  );
}

function Service(props: {
  readonly service: ServiceView;
  readonly view: RunView;
  readonly direction: Direction;
}): ReactNode {
  const { service, view, direction } = props;
  const glyphs = useGlyphs();
  const current = service.flagVersion === view.flag.version;
  const symbol = current ? glyphs.good : glyphs.waiting;
  const follows = current ? '' : ` flag version ${service.flagVersion}`;
  return (
    <Text wrap="truncate">
      {`${service.name} `}
      <Text {...(current ? fine : wrong)}>{`${symbol}${follows} `}</Text>
      {service.version}
      <Text {...aside}>{latency(service, direction)}</Text>
    </Text>
  );
}

/** How long it took this service to follow the last rollback. */
function latency({ decisionToServedMs }: ServiceView, direction: Direction): string {
  if (decisionToServedMs === undefined) return '';
  if (direction === 'column') return `  ${decisionToServedMs.toFixed(1)} ms after the rollback`;
  // All are in one line, of 80 columns at the least.
  return ` ${decisionToServedMs.toFixed(decisionToServedMs < 10 ? 1 : 0)} ms`;
}
