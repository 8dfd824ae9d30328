import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import type { Binding } from '../keys/binding.ts';
import { aside, title } from '../look/theme.ts';
import { wrapWords } from '../words/wrap.ts';

/** Every key of the table, and what is to be seen. */
export function Help(props: {
  readonly bindings: readonly Pick<Binding<string>, 'keys' | 'command' | 'help'>[];
  readonly notes: readonly string[];
  readonly columns: number;
}): ReactNode {
  const names = props.bindings.map(({ keys }) => keys.join(' '));
  const width = Math.max(...names.map((name) => name.length));
  return (
    <Box flexDirection="column" paddingX={1} flexGrow={1} overflow="hidden">
      <Box flexDirection="column" flexShrink={0}>
        {props.bindings.map(({ help, command }, index) => (
          <Text key={command} wrap="truncate">
            <Text {...title}>{`${(names[index] ?? '').padEnd(width)}  `}</Text>
            {help}
          </Text>
        ))}
      </Box>
      <Box flexDirection="column" flexShrink={0} marginTop={1}>
        {props.notes
          .flatMap((note) => wrapWords(note, props.columns - 2))
          .map((line) => (
            <Text key={line} {...aside}>
              {line}
            </Text>
          ))}
      </Box>
    </Box>
  );
}
