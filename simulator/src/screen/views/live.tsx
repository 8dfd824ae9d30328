import { Box, Text, useIsScreenReaderEnabled } from 'ink';
import { useState, useSyncExternalStore, type ReactNode } from 'react';

import { stretchOf, zooms } from '../../charts/columns.ts';
import { bindingOf, type Situation } from '../keys/binding.ts';
import { appBindings } from '../keys/app.ts';
import { answerBindings, liveBindings, type LiveCommand } from '../keys/live.ts';
import { useKeys } from '../keys/use-keys.ts';
import { panels, type Panel } from '../layout.ts';
import { wrong } from '../look/theme.ts';
import type { Playback } from '../playback/player.ts';
import type { LiveRun } from '../session/live-run.ts';
import { Footer } from '../widgets/footer.tsx';
import { Header } from '../widgets/header.tsx';
import { Help } from '../widgets/help.tsx';
import { Spoken } from '../widgets/spoken.tsx';
import { nextTickInWords } from '../words/asked.ts';
import { wrapWords } from '../words/wrap.ts';
import { LivePanels } from './live-panels.tsx';
import type { ViewProps } from './view.ts';

/** One rollout, as it happens. */
export function Live(props: ViewProps & { readonly live: LiveRun }): ReactNode {
  const { live, size, quit } = props;
  const { player } = live;
  const playback = useSyncExternalStore(player.subscribe, player.playback);
  const { failure, focus, zoom } = useSyncExternalStore(live.subscribe, live.get);
  const spoken = useIsScreenReaderEnabled();
  const [expanded, setExpanded] = useState<Panel>();
  const [helping, setHelping] = useState(false);
  // The attempt that the user wants to end, until they have said whether they mean it.
  const [confirming, setConfirming] = useState<number>();

  const { view, asked } = playback;
  const guardrails = view?.guardrails.length ?? 1;
  const commands: Record<LiveCommand, (key: string) => void> = {
    pause: () => player.pause(),
    resume: () => player.resume(),
    step: () => player.step(),
    faster: () => player.faster(),
    slower: () => player.slower(),
    inject: () => player.ask('inject'),
    rollback: () => setConfirming(player.playback().view?.attempt),
    hold: () => player.ask('hold'),
    release: () => player.ask('release'),
    focus: (key) => live.turnFocus(key === 'G' ? -1 : 1),
    expand: () => setExpanded((panel) => panels[panel ? panels.indexOf(panel) + 1 : 0]),
    zoom: () => live.turnZoom(),
    seed: (key) => live.reseed(key === 'N' ? -1 : 1),
    restart: () => player.restart(),
    help: () => setHelping(true),
    back: () => (helping ? setHelping(false) : setExpanded(undefined)),
    quit,
  };
  const situationIn = ({ mode, speed, view }: Playback): Situation => ({
    mode,
    speed,
    asks: view?.asks() ?? [],
    guardrails,
    expanded,
    helping,
    spoken,
  });
  // What could be done when it was asked may mean nothing by now.
  const asking =
    view !== undefined && confirming === view.attempt && view.asks().includes('rollback');
  useKeys((name) => {
    // By what the player does, which may be ahead of the last frame.
    if (asking) {
      const answer = bindingOf(answerBindings, name, undefined)?.command;
      if (answer === 'yes') player.ask('rollback');
      if (answer) setConfirming(undefined);
      return true;
    }
    const binding = bindingOf(liveBindings, name, situationIn(player.playback()));
    if (binding) commands[binding.command](name);
    return binding !== undefined;
  });

  const header = view && <Header playback={playback} view={view} columns={size.columns} />;
  const notice = failure
    ? 'The run failed.'
    : playback.mode === 'ended'
      ? 'The run is over.'
      : view && asked.length > 0 && playback.mode === 'paused'
        ? nextTickInWords(asked, view.versions.canary, size.columns - footerKeys)
        : undefined;
  const footer = asking ? (
    <Footer
      bindings={answerBindings}
      situation={undefined}
      columns={size.columns}
      notice={`Take ${view?.versions.canary} out of service?`}
    />
  ) : (
    <Footer
      bindings={liveBindings}
      situation={situationIn(playback)}
      columns={size.columns}
      {...(notice !== undefined && { notice })}
    />
  );
  const content = failure ? (
    <Text {...wrong}>
      {[...wrapWords(`${failure.message}.`, size.columns - 2), again]
        .map((line) => ` ${line}`)
        .join('\n')}
    </Text>
  ) : !view ? (
    <Text> Starting the sync server and the services</Text>
  ) : spoken ? (
    <Spoken playback={playback} view={view} />
  ) : (
    <LivePanels
      view={view}
      size={size}
      expanded={expanded}
      stretch={stretchOf(view.tick, view.ticks, zooms[zoom])}
      focus={((focus % guardrails) + guardrails) % guardrails}
    />
  );
  return (
    <Box flexDirection="column" {...(!spoken && { height: size.rows })}>
      {!spoken && header}
      <Box flexDirection="column" flexGrow={1} overflowY="hidden">
        {helping ? (
          <Help
            bindings={[...liveBindings, ...appBindings]}
            notes={notes}
            columns={size.columns}
            rows={size.rows - 3}
          />
        ) : (
          content
        )}
      </Box>
      {footer}
    </Box>
  );
}

/** What can be done after a run that failed. */
const again = 'r tries it again. The other views need neither a sync server nor services.';

/** Columns that the footer needs for help and quit, beside a notice. */
const footerKeys = 18;

/** What is to be seen, for the help. */
const notes = [
  'Evidence: how strongly all ticks speak against the canary. At the trip line it is rolled back; from the hold line on ' +
    'its weight is frozen, until the evidence falls below the release line.',
  'Numbers are those of a moving window; n is how many requests are behind them, of the canary / the last good version.',
];
