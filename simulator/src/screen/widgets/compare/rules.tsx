import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { counted } from '../../../words/counts.ts';
import type { ComparingState } from '../../comparing/comparing.ts';
import { ownRollout, reasonOf, rowsOf, type RuleRow } from '../../comparing/rows.ts';
import { aside, title, wrong } from '../../look/theme.ts';
import { useGlyphs } from '../../look/use-glyphs.ts';
import type { Setup } from '../../session/session.ts';
import { cut, wrapWords } from '../../words/wrap.ts';
import { headingRows, RuleTable } from './rule-table.tsx';
import { timelineRows, Timeline } from './timeline.tsx';

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
  const reasonRows = spare - 2 * parted - 1;
  return (
    <Box flexDirection="column" flexShrink={0} rowGap={parted}>
      <RuleTable
        rows={rows}
        own={own}
        picked={state.picked}
        seed={setup.seed}
        about={`${counted(state.runs, 'rollout')} each`}
        columns={columns}
      />
      {own && timed.length > 0 && (
        <Timeline
          rows={timed}
          own={own}
          picked={picked?.rule}
          tick={setup.policy.policy.tick}
          columns={columns}
        />
      )}
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

/** The rules whose times have room: all of them, else Lastgood's and the picked one's. */
function timelineOf(rows: readonly RuleRow[], picked: number, room: number): readonly RuleRow[] {
  if (timelineRows(rows) <= room) return rows;
  const two = rows.filter((_row, place) => place === 0 || place === picked);
  return timelineRows(two) <= room ? two : [];
}

function reasonLines(reason: string, width: number, most: number, ellipsis: string): string[] {
  const lines = wrapWords(reason, width);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), cut(lines.slice(most - 1).join(' '), width, ellipsis)];
}
