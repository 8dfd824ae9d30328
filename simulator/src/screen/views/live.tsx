import { Box, Text, useInput, useIsScreenReaderEnabled, useWindowSize } from 'ink';
import { useState, useSyncExternalStore, type ReactNode } from 'react';

import { bindingOf, keysOf, type Situation } from '../keys/binding.ts';
import { liveBindings, type LiveCommand } from '../keys/live.ts';
import { fits, panels, type Panel } from '../layout.ts';
import type { Playback, Player } from '../playback/player.ts';
import { Footer } from '../widgets/footer.tsx';
import { Header } from '../widgets/header.tsx';
import { Help } from '../widgets/help.tsx';
import { Spoken } from '../widgets/spoken.tsx';
import { TooSmall } from '../widgets/too-small.tsx';
import { LivePanels } from './live-panels.tsx';

/** One rollout, as it happens. */
export function Live(props: { readonly player: Player; readonly quit: () => void }): ReactNode {
  const { player, quit } = props;
  const playback = useSyncExternalStore(player.subscribe, player.playback);
  const size = useWindowSize();
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
  useInput((input, key) => {
    for (const name of keysOf(input, key)) {
      // By what the player does, which may be ahead of the last frame.
      const binding = bindingOf(liveBindings, name, situationIn(player.playback()));
      if (binding) commands[binding.command]();
    }
  });

  if (!spoken && !fits(size)) return <TooSmall size={size} />;
  const { view } = playback;
  const header = view && <Header playback={playback} view={view} columns={size.columns} />;
  const footer = (
    <Footer bindings={liveBindings} situation={situationIn(playback)} columns={size.columns} />
  );
  const content = !view ? (
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
        {helping ? <Help bindings={liveBindings} notes={notes} columns={size.columns} /> : content}
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
