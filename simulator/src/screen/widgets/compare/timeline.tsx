import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { timeAxis } from '../../../charts/time-axis.ts';
import { verdictOf, type RuleRow } from '../../comparing/rows.ts';
import type { ComparedRollout } from '../../../rollouts/comparison.ts';
import { aside, roleStyles, title } from '../../look/theme.ts';
import { useGlyphs } from '../../look/use-glyphs.ts';
import { verdictLooks } from '../../look/verdicts.ts';
import { Lines } from '../lines.tsx';
import { nameWidth } from './rule-table.tsx';

const indent = 2 + nameWidth + 1;
const heading = ' when each decided';
const faultLabel = 'fault';

/** With its heading and its axis. */
export function timelineRows(rules: readonly unknown[]): number {
  return 1 + rules.length + 1;
}

/** When each rule decided in the seed's rollout, against the beginning of the fault. */
export function Timeline(props: {
  readonly rows: readonly RuleRow[];
  readonly own: ComparedRollout;
  readonly picked: string | undefined;
  /** Of a tick, in milliseconds. */
  readonly tick: number;
  readonly columns: number;
}): ReactNode {
  const { rows, own, picked, tick, columns } = props;
  const { dots } = useGlyphs();
  const width = columns - indent - 1;
  const fault = own.fault === null ? undefined : columnOf(own.fault, own, width);
  const room = fault !== undefined && indent + fault > heading.length;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text wrap="truncate">
        <Text {...title}>{heading}</Text>
        {room && (
          <Text {...roleStyles.mark}>
            {`${' '.repeat(indent + fault - heading.length)}${dots.dashedUpright}${faultLabel}`}
          </Text>
        )}
      </Text>
      {rows.map((row) => (
        <RuleTime
          key={row.rule}
          row={row}
          own={own}
          picked={row.rule === picked}
          width={width}
          fault={fault}
        />
      ))}
      <Lines
        lines={[
          [
            { text: ' '.repeat(indent) },
            ...timeAxis(width, { first: 0, span: (own.to - own.from) / tick }, tick, dots),
          ],
        ]}
      />
    </Box>
  );
}

/** The column of a moment, 0 for the first. */
function columnOf(time: number, { from, to }: ComparedRollout, width: number): number {
  return Math.min(width - 1, Math.floor(((time - from) / (to - from)) * width));
}

/** A line as long as the rule watched, with what it decided at its end. */
function RuleTime(props: {
  readonly row: RuleRow;
  readonly own: ComparedRollout;
  readonly picked: boolean;
  readonly width: number;
  readonly fault: number | undefined;
}): ReactNode {
  const { row, own, picked, width, fault } = props;
  const { result } = row;
  const glyphs = useGlyphs();
  const name = `${picked ? glyphs.picked : ' '} ${row.rule.padEnd(nameWidth)} `;
  if (!result) return <Text {...aside}>{name}</Text>;
  const look = verdictLooks[verdictOf(result, own.fault)];
  const end = result.time === null ? width : columnOf(result.time, own, width);
  const watched = result.decision === 'unjudged' ? 0 : end;
  const cells = Array.from({ length: width }, (_, column) => {
    if (column === fault) return glyphs.dots.dashedUpright;
    return column < watched ? glyphs.line : ' ';
  });
  const before = cells.slice(0, result.time === null ? width : end).join('');
  const after = result.time === null ? '' : cells.slice(end + 1).join('');
  const word = ` ${look.word}`;
  return (
    <Text wrap="truncate" {...(picked && title)}>
      {name}
      <Text {...aside}>{before}</Text>
      {result.time !== null && <Text {...look.style}>{glyphs[look.symbol]}</Text>}
      {after.startsWith(' '.repeat(word.length)) ? (
        <>
          <Text {...look.style}>{word}</Text>
          <Text {...aside}>{after.slice(word.length)}</Text>
        </>
      ) : (
        <Text {...aside}>{after}</Text>
      )}
    </Text>
  );
}
