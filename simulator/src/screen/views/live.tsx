import { Box, Text, useIsScreenReaderEnabled } from 'ink';
import { useState, useSyncExternalStore, type ReactNode } from 'react';

import { bindingOf, type Situation } from '../keys/binding.ts';
import { appBindings } from '../keys/app.ts';
import { liveBindings, type LiveCommand } from '../keys/live.ts';
import { useKeys } from '../keys/use-keys.ts';
import { panels, type Panel } from '../layout.ts';
import { wrong } from '../look/theme.ts';
import type { Playback } from '../playback/player.ts';
import type { LiveRun } from '../session/live-run.ts';
import { Footer } from '../widgets/footer.tsx';
import { Header } from '../widgets/header.tsx';
import { Help } from '../widgets/help.tsx';
import { Spoken } from '../widgets/spoken.tsx';
import { LivePanels } from './live-panels.tsx';
import type { ViewProps } from './view.ts';

/** One rollout, as it happens. */
export function Live(props: ViewProps & { readonly live: LiveRun }): ReactNode {
  const { live, size, quit } = props;
  const { player } = live;
  const playback = useSyncExternalStore(player.subscribe, player.playback);
  const { failure } = useSyncExternalStore(live.subscribe, live.get);
  const spoken = useIsScreenReaderEnabled();
  const [expanded, setExpanded] = useState<Panel>();
  const [helping, setHelping] = useState(false);

  const commands: Record<LiveCommand, () => void> = {
    pause: () => player.pause(),
    resume: () => player.resume(),
    step: () => player.step(),
    faster: () => player.faster(),
    slower: () => player.slower(),
    restart: () => player.restart(),
    expand: () => setExpanded((panel) => panels[panel ? panels.indexOf(panel) + 1 : 0]),
    help: () => setHelping(true),
    back: () => (helping ? setHelping(false) : setExpanded(undefined)),
    quit,
  };
  const situationIn = ({ mode, speed }: Playback): Situation => {
    return { mode, speed, expanded, helping, spoken };
  };
  useKeys((name) => {
    // By what the player does, which may be ahead of the last frame.
    const binding = bindingOf(liveBindings, name, situationIn(player.playback()));
    if (binding) commands[binding.command]();
    return binding !== undefined;
  });

  const { view } = playback;
  const header = view && <Header playback={playback} view={view} columns={size.columns} />;
  const footer = (
    <Footer
      bindings={liveBindings}
      situation={situationIn(playback)}
      columns={size.columns}
      {...(playback.mode === 'ended' && { notice: 'The run is over.' })}
    />
  );
  const content = failure ? (
    <Text {...wrong}>{` ${failure}`}</Text>
  ) : !view ? (
    <Text> Starting the sync server and the services</Text>
  ) : spoken ? (
    <Spoken playback={playback} view={view} />
  ) : (
    <LivePanels view={view} size={size} expanded={expanded} />
  );
  return (
    <Box flexDirection="column" {...(!spoken && { height: size.rows })}>
      {!spoken && header}
      <Box flexDirection="column" flexGrow={1} overflow="hidden">
        {helping ? (
          <Help bindings={[...liveBindings, ...appBindings]} notes={notes} columns={size.columns} />
        ) : (
          content
        )}
      </Box>
      {footer}
    </Box>
  );
}

/** What is to be seen, for the help. */
const notes = [
  'Evidence: how strongly all ticks so far speak against the version on trial. At the trip line it is rolled back; ' +
    'from the hold line on its weight is frozen, until the evidence falls below the release line.',
  'Shares are those of a moving window, since single ticks are noise.',
  'n: the requests behind the numbers, of the version on trial / of the last good version.',
];
