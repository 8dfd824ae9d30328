import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { settingInWords } from '../../../tuning/changes.ts';
import type { SettingChange } from '../../../tuning/policy-text.ts';
import { aside, title } from '../../look/theme.ts';
import { wrapWords } from '../../words/wrap.ts';

/** What is different from where the policy began, and the command that comes to the same. */
export function Changes(props: {
  readonly changes: readonly SettingChange[];
  readonly file: string;
  readonly command: string;
  readonly columns: number;
}): ReactNode {
  const { changes, file, command, columns } = props;
  const width = Math.max(...changes.map(({ path }) => path.length));
  return (
    <Box flexDirection="column" paddingX={1} flexGrow={1} overflowY="hidden">
      <Text {...title}>{`different from ${file}`}</Text>
      <Text> </Text>
      {changes.map(({ path, from, to }) => (
        <Text key={path} wrap="truncate">
          {`${path.padEnd(width)}  `}
          <Text {...aside}>{settingInWords(from)}</Text>
          {' -> '}
          <Text color="yellow">{settingInWords(to)}</Text>
        </Text>
      ))}
      <Text> </Text>
      <Text {...aside}>The same from the command line:</Text>
      {wrapWords(command, columns - 2).map((line) => (
        <Text key={line}>{line}</Text>
      ))}
    </Box>
  );
}
