import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import type { Binding } from '../keys/binding.ts';
import { aside, title } from '../look/theme.ts';
import { wrapWords } from '../words/wrap.ts';

type Explained = Pick<Binding<string>, 'keys' | 'short' | 'help'>;

/** Every key of the table, and what is to be seen, as far as there are rows for it. */
export function Help(props: {
  readonly bindings: readonly Explained[];
  /** The most important first. */
  readonly notes: readonly string[];
  readonly columns: number;
  readonly rows?: number;
}): ReactNode {
  const { columns, rows = Infinity } = props;
  const bindings = props.bindings.filter(({ help }) => help !== undefined);
  const width = Math.max(...bindings.map(({ keys }) => keys.join(' ').length));
  const notes = props.notes.flatMap((note) => wrapWords(note, columns - 2));
  const room = Math.max(0, rows - bindings.length - 1);
  return (
    <Box flexDirection="column" paddingX={1} flexGrow={1} overflowY="hidden">
      {bindings.length > rows ? (
        <Words bindings={bindings} columns={columns - 2} />
      ) : (
        bindings.map(({ keys, help }) => (
          <Text key={help} wrap="truncate">
            <Text {...title}>{`${keys.join(' ').padEnd(width)}  `}</Text>
            {help}
          </Text>
        ))
      )}
      {room > 0 && (
        <Box flexDirection="column" flexShrink={0} marginTop={1}>
          {notes.slice(0, room).map((line) => (
            <Text key={line} {...aside}>
              {line}
            </Text>
          ))}
        </Box>
      )}
    </Box>
  );
}

/** Where the sentences do not fit: a word or two for each key, in two columns. */
function Words(props: {
  readonly bindings: readonly Explained[];
  readonly columns: number;
}): ReactNode {
  const bindings = props.bindings.filter(({ short }) => short !== undefined);
  const half = Math.ceil(bindings.length / 2);
  return (
    <Box flexShrink={0}>
      {[bindings.slice(0, half), bindings.slice(half)].map((column, place) => {
        const width = Math.max(...column.map(({ keys }) => keys.join(' ').length));
        return (
          <Box
            key={place === 0 ? 'left' : 'right'}
            flexDirection="column"
            width={Math.floor(props.columns / 2)}
          >
            {column.map(({ keys, short }) => (
              <Text key={short} wrap="truncate">
                <Text {...title}>{`${keys.join(' ').padEnd(width)}  `}</Text>
                {short}
              </Text>
            ))}
          </Box>
        );
      })}
    </Box>
  );
}
