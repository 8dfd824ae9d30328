import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { aside, fine, title, wrong, type TextStyle } from '../../look/theme.ts';
import { useGlyphs } from '../../look/use-glyphs.ts';
import type { Mode } from '../../tuning/state.ts';
import { roundPercent } from '../../../words/percent.ts';
import { LineEditor } from '../line-editor.tsx';
import { Progress } from './progress.tsx';

/** What is asked, or what the last key came to. */
export function TuneStatus(props: {
  readonly mode: Mode;
  readonly lines: readonly string[];
  readonly wrongly: boolean;
  readonly columns: number;
}): ReactNode {
  const { mode, lines, wrongly, columns } = props;
  const style = wrongly ? wrong : (styles[mode.kind] ?? fine);
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line) => (
        <Text key={line} wrap="truncate" {...style}>{` ${line}`}</Text>
      ))}
      {mode.kind === 'naming' && <LineEditor label="save in" line={mode.line} columns={columns} />}
      {mode.kind === 'limiting' && <Limit limit={mode.limit} />}
      {mode.kind === 'searching' && (
        <Box paddingLeft={1}>
          <Progress
            progress={{
              ...mode,
              what: `looking for the least harm within ${roundPercent(mode.limit)}`,
            }}
          />
        </Box>
      )}
    </Box>
  );
}

/** What is asked, and what is about something else than the last key. */
const styles: Partial<Record<Mode['kind'], TextStyle>> = {
  replacing: title,
  limiting: aside,
  searching: aside,
};

/** How many false rollbacks the best settings may have, which is asked before a search. */
function Limit({ limit }: { readonly limit: number }): ReactNode {
  const { less, more } = useGlyphs();
  return (
    <Text wrap="truncate">
      {' least harm with at most '}
      <Text {...title}>{`${less} ${roundPercent(limit)} ${more}`}</Text>
      {' of the healthy versions rolled back'}
    </Text>
  );
}
