import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { fine, title, wrong, type TextStyle } from '../../look/theme.ts';
import type { Mode } from '../../tuning/tuning.ts';
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
  if (mode.kind === 'searching') {
    return (
      <Box paddingLeft={1} flexShrink={0}>
        <Progress progress={{ ...mode, what: 'looking for the least harm' }} />
      </Box>
    );
  }
  const style: TextStyle = wrongly ? wrong : mode.kind === 'replacing' ? title : fine;
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line) => (
        <Text key={line} wrap="truncate" {...style}>{` ${line}`}</Text>
      ))}
      {mode.kind === 'naming' && <LineEditor label="save in" line={mode.line} columns={columns} />}
    </Box>
  );
}
