import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { timeAxis } from '../../../charts/time-axis.ts';
import type { ComparingState } from '../../comparing/comparing.ts';
import { delaysOf, type Delays } from '../../comparing/delays.ts';
import { ownRollout, reasonOf, rowsOf, type RuleRow } from '../../comparing/rows.ts';
import { aside, title, wrong } from '../../look/theme.ts';
import { useGlyphs } from '../../look/use-glyphs.ts';
import type { Setup } from '../../session/session.ts';
import { axisWidth } from '../../panels/panel.ts';
import { cut, wrapWords } from '../../words/wrap.ts';
import { ChartPanel } from '../chart-panel.tsx';
import { Lines } from '../lines.tsx';
import { readingsWidth } from '../readings.tsx';
import { headingRows, RuleTable } from './rule-table.tsx';
import { timelineRows, Timeline } from './timeline.tsx';

/** A chart with fewer rows says too little; one with more says no more. */
const leastChart = 5;
const mostChart = 14;
/** With its title and its axis. */
const chartRows = leastChart + 2;

/** The reason of the rule that was picked has at least so many rows, with its heading. */
const leastReason = 3;

/** The table, when each rule decided, and why the picked one did, as far as there is room. */
export function Rules(props: {
  readonly state: ComparingState;
  readonly setup: Setup;
  readonly columns: number;
  readonly rows: number;
}): ReactNode {
  const { state, setup, columns } = props;
  const glyphs = useGlyphs();
  if (state.failure !== undefined) {
    return (
      <Text {...wrong}>
        {wrapWords(state.failure, columns - 2)
          .map((line) => ` ${line}`)
          .join('\n')}
      </Text>
    );
  }
  const rows = rowsOf(state, setup.seed);
  const own = ownRollout(state, setup.seed);
  const picked = rows[state.picked];
  const left = props.rows - headingRows - rows.length;
  const timed = timelineOf(rows, state.picked, left - leastReason);
  const spare = left - (timed.length > 0 ? timelineRows(timed) : 0);
  // Empty rows part what belongs together, where there are some.
  const parted = spare > leastReason + 1 ? 1 : 0;
  const delays = delaysOf(
    state.comparison?.cases.flatMap(({ results }) => results) ?? [],
    state.picked,
  );
  const charted = delays && spare - leastReason - 1 - chartRows >= 3 * parted;
  const chart = charted ? Math.min(mostChart, spare - 3 * parted - leastReason - 1 - 2) : 0;
  const reasonRows = spare - (charted ? chart + 2 + 3 * parted : 2 * parted) - 1;
  return (
    <Box flexDirection="column" flexShrink={0} rowGap={parted}>
      <RuleTable rows={rows} own={own} picked={state.picked} seed={setup.seed} columns={columns} />
      {own && timed.length > 0 && (
        <Timeline
          rows={timed}
          own={own}
          picked={picked?.rule}
          tick={setup.policy.policy.tick}
          columns={columns}
        />
      )}
      {charted && <DelayChart delays={delays} setup={setup} columns={columns} rows={chart} />}
      {picked && (
        <Box flexDirection="column" flexShrink={0}>
          <Text wrap="truncate">
            <Text {...title}>{` ${picked.rule}`}</Text>
            <Text {...aside}>{` ${picked.result?.guardrail ?? ''}`}</Text>
          </Text>
          {reasonLines(reasonOf(picked), columns - 2, reasonRows, glyphs.ellipsis).map((line) => (
            <Text key={line} wrap="truncate">{` ${line}`}</Text>
          ))}
        </Box>
      )}
    </Box>
  );
}

/** How soon Lastgood and the picked rule rolled back, over a time axis of its own. */
function DelayChart(props: {
  readonly delays: Delays;
  readonly setup: Setup;
  readonly columns: number;
  readonly rows: number;
}): ReactNode {
  const { delays, setup, columns, rows } = props;
  const { dots } = useGlyphs();
  const { tick } = setup.policy.policy;
  const width = columns - readingsWidth - axisWidth;
  const axis = timeAxis(width, { first: 0, span: delays.longest / tick }, tick, dots);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <ChartPanel content={delays.panel} columns={columns} rows={rows} />
      <Lines lines={[[{ text: ' '.repeat(axisWidth) }, ...axis]]} />
    </Box>
  );
}

/** The rules whose times have room: all of them, else Lastgood's and the picked one's. */
function timelineOf(rows: readonly RuleRow[], picked: number, room: number): readonly RuleRow[] {
  if (timelineRows(rows) <= room) return rows;
  const two = rows.filter((_row, place) => place === 0 || place === picked);
  // The reason can be told in one line.
  return timelineRows(two) <= room + 1 ? two : [];
}

function reasonLines(reason: string, width: number, most: number, ellipsis: string): string[] {
  const lines = wrapWords(reason, width);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), cut(lines.slice(most - 1).join(' '), width, ellipsis)];
}
