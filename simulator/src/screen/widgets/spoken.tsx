import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import type { RunView } from '../../run/view.ts';
import { stateLook } from '../look/states.ts';
import { stretchOf } from '../../charts/columns.ts';
import { answerLooks } from '../look/answers.ts';
import { followedIn } from '../measures/followed.ts';
import { evidencePanel } from '../panels/evidence.ts';
import { guardrailPanel } from '../panels/guardrail.ts';
import type { PanelContent } from '../panels/panel.ts';
import { standingsOf } from '../panels/standings.ts';
import type { Playback } from '../playback/player.ts';
import { evidence } from '../words/numbers.ts';
import { moment } from '../words/time.ts';
import { verdict } from '../words/verdict.ts';

/** What the screen shows, in sentences for a screen reader. */
export function Spoken(props: { readonly playback: Playback; readonly view: RunView }): ReactNode {
  const { playback, view } = props;
  const event = view.events.at(-1);
  const all = stretchOf(view.tick, view.ticks);
  const sentences = [
    `Scenario ${view.scenario.name}, seed ${view.seed}, ${playback.mode}.`,
    `Tick ${view.tick} of ${view.ticks}, ${moment(view.time)}.`,
    `${stateLook(view).word.toLowerCase()}: ${verdict(view)}.`,
    ...guardrailsInWords(view),
    readingsInWords(evidencePanel(view, all)),
    ...parts(view),
    ...(event ? [`Last event: ${event.kind}, ${event.text}.`] : []),
  ];
  return (
    <Box flexDirection="column">
      {sentences.map((sentence) => (
        <Text key={sentence}>{sentence}</Text>
      ))}
    </Box>
  );
}

/** What each guardrail says, by how much, and the numbers of its chart. */
function guardrailsInWords(view: RunView): string[] {
  const standings = standingsOf(view);
  return followedIn(view).map((followed, place) => {
    const panel = guardrailPanel(view, followed, stretchOf(view.tick, view.ticks));
    const standing = standings[place];
    const said = standing
      ? ` It says ${answerLooks[standing.answer].word}, own evidence ${evidence(standing.own)}.`
      : '';
    return `${readingsInWords(panel)}${said}`;
  });
}

function parts({ services, syncServer, summary }: RunView): string[] {
  if (!syncServer) return ['In virtual time: there are no services and no sync server.'];
  return [
    `Services: ${services.map(({ name, version }) => `${name} ${version}`).join(', ')}.`,
    `The sync server is ${summary ? 'stopped: the run is over' : syncServer.up ? 'up' : 'down'}.`,
  ];
}

function readingsInWords({ title, readings }: PanelContent): string {
  return `${title}: ${readings.map(({ name, value }) => `${name} ${value}`).join(', ')}.`;
}
