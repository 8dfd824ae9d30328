import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { columnGap, columnsFor, type Column } from '../../comparing/columns.ts';
import { verdictOf, type RuleRow } from '../../comparing/rows.ts';
import type { ComparedRollout } from '../../../rollouts/comparison.ts';
import { aside, title } from '../../look/theme.ts';
import { useGlyphs } from '../../look/use-glyphs.ts';
import { verdictLooks } from '../../look/verdicts.ts';

/** Rows above those of the rules. */
export const headingRows = 2;

export const nameWidth: number = 'growthbook'.length;
const wordWidth = 'rollback'.length;
/** The cursor, the name, the symbol and the word. */
const fixedWidth = 2 + nameWidth + 1 + 2 + wordWidth;

/** What each rule made of the seed's rollout, and of all of them. */
export function RuleTable(props: {
  readonly rows: readonly RuleRow[];
  readonly own: ComparedRollout | undefined;
  readonly picked: number;
  readonly seed: number;
  readonly columns: number;
}): ReactNode {
  const { rows, own, picked, seed } = props;
  const columns = columnsFor(props.columns - fixedWidth);
  const ofSeed = columns.filter((column) => column.about === 'seed');
  const ofAll = columns.filter((column) => column.about === 'all');
  const heading = (line: 0 | 1, of: readonly Column[]): string =>
    of.map(({ heading, width }) => heading[line].padStart(width + columnGap)).join('');
  const seedWidth = fixedWidth + widthOf(ofSeed);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text wrap="truncate" {...title}>
        {` ${' '.repeat(2 + nameWidth)}seed ${seed}`.padEnd(seedWidth)}
        {heading(0, ofAll)}
      </Text>
      <Text wrap="truncate" {...aside}>
        {`  ${'rule'.padEnd(nameWidth)} ${'decision'.padEnd(wordWidth + 2)}`}
        {heading(1, columns)}
      </Text>
      {rows.map((row, place) => (
        <RuleLine key={row.rule} row={row} own={own} picked={place === picked} columns={columns} />
      ))}
    </Box>
  );
}

function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + width + columnGap, 0);
}

function RuleLine(props: {
  readonly row: RuleRow;
  readonly own: ComparedRollout | undefined;
  readonly picked: boolean;
  readonly columns: readonly Column[];
}): ReactNode {
  const { row, own, picked, columns } = props;
  const glyphs = useGlyphs();
  const look = row.result && own && verdictLooks[verdictOf(row.result, own.fault)];
  const verdict = look ? `${glyphs[look.symbol]} ${look.word}` : glyphs.waiting;
  return (
    <Text wrap="truncate" {...(picked && title)}>
      {`${picked ? glyphs.picked : ' '} ${row.rule.padEnd(nameWidth)} `}
      <Text {...look?.style}>{verdict.padEnd(wordWidth + 2)}</Text>
      {columns
        .map(({ value, width }) => value(row, own?.from ?? 0).padStart(width + columnGap))
        .join('')}
    </Text>
  );
}
