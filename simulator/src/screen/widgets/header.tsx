import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import type { RunView } from '../../run/view.ts';
import { count } from '../../words/counts.ts';
import type { Glyphs } from '../look/glyphs.ts';
import { stateLook } from '../look/states.ts';
import { aside } from '../look/theme.ts';
import { useGlyphs } from '../look/use-glyphs.ts';
import type { Playback } from '../playback/player.ts';
import { moment } from '../words/time.ts';
import { verdict } from '../words/verdict.ts';
import { cutLeft } from '../words/wrap.ts';

/** At both edges, and between what stands at them. */
const margin = 1;
const gap = 2;

/** What runs, how far it is, and how the canary stands: two lines. */
export function Header(props: {
  readonly playback: Playback;
  readonly view: RunView;
  readonly columns: number;
}): ReactNode {
  const { view, playback, columns } = props;
  const glyphs = useGlyphs();
  const state = stateLook(view);
  const [left, right] = headline(playback, view, columns - 2 * margin - gap, glyphs);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Box justifyContent="space-between" paddingX={1}>
        <Text wrap="truncate">{left}</Text>
        <Text wrap="truncate">{right}</Text>
      </Box>
      <Text wrap="truncate">
        <Text {...state.style}>{` ${glyphs[state.symbol]} ${state.word}`}</Text>
        <Text {...aside}>{`  ${verdict(view)}`}</Text>
      </Text>
    </Box>
  );
}

/** What runs and how far it is, with as much about it as the room allows. */
function headline(
  playback: Playback,
  view: RunView,
  room: number,
  glyphs: Glyphs,
): readonly [string, string] {
  const { name, title } = view.scenario;
  const seeded = `${name}  seed ${view.seed}`;
  const done = `tick ${view.tick} of ${view.ticks}  ${pace(playback, view, glyphs)}`;
  const dated = `${moment(view.time)}  ${done}`;
  // Of a path its end says which it is; that the run goes on must not be cut.
  const least = [cutLeft(name, room - done.length, glyphs.ellipsis), done] as const;
  const headlines = [
    [`${seeded}  ${title}`, dated],
    [seeded, dated],
    [seeded, done],
  ] as const;
  return headlines.find(([left, right]) => left.length + right.length <= room) ?? least;
}

/** Whether the run goes on, and how fast. */
function pace({ mode, speed }: Playback, { virtual }: RunView, glyphs: Glyphs): string {
  const time = virtual ? 'virtual time, ' : '';
  if (mode === 'ended') return `${glyphs.ended} ${time}ended`;
  const ticks = speed === Infinity ? 'full speed' : `${count(speed)} ticks/s`;
  return mode === 'paused'
    ? `${glyphs.paused} ${time}paused at ${ticks}`
    : `${glyphs.playing} ${time}${ticks}`;
}
