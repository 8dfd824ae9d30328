import { Box, Text, useIsScreenReaderEnabled } from 'ink';
import type { ReactNode } from 'react';

import { aside, title } from '../look/theme.ts';
import { useGlyphs } from '../look/use-glyphs.ts';
import { viewNames, type ViewName } from '../views/names.ts';
import { cutLeft } from '../words/wrap.ts';

const gap = 2;
const product = ' Lastgood ';
const namesWidth =
  product.length + viewNames.map(({ key, title }) => ` ${key} ${title} `).join('').length;

/** A name that is cut shorter than this says nothing. */
const leastRoom = 12;

/** The first line: which view this is, how to get to the others, and which policy all of them are about. */
export function ViewsLine(props: {
  readonly view: ViewName;
  readonly policy: string;
  readonly unsaved: boolean;
  readonly columns: number;
}): ReactNode {
  const { view, policy, unsaved, columns } = props;
  const glyphs = useGlyphs();
  const shown = viewNames.find(({ name }) => name === view);
  if (useIsScreenReaderEnabled()) {
    const changes = unsaved ? ' It has changes that are not saved.' : '';
    return (
      <Text>{`View ${shown?.key} of ${viewNames.length}, ${shown?.title}. Policy ${policy}.${changes}`}</Text>
    );
  }
  const note = unsaved ? `${glyphs.trial} not saved` : '';
  const room = columns - namesWidth - gap - (unsaved ? note.length + gap : 0);
  return (
    <Box paddingRight={1} justifyContent="space-between" flexShrink={0}>
      <Box flexShrink={0}>
        <Text>
          <Text {...title}>{product}</Text>
          {viewNames.map(({ name, key, title: word }) => (
            <Text key={name} {...(name === view ? { inverse: true, ...title } : aside)}>
              {name === view ? `[${key} ${word}]` : ` ${key} ${word} `}
            </Text>
          ))}
        </Text>
      </Box>
      <Box columnGap={gap} flexShrink={0}>
        <Text color="yellow">{note}</Text>
        {room >= leastRoom && <Text {...aside}>{cutLeft(policy, room, glyphs.ellipsis)}</Text>}
      </Box>
    </Box>
  );
}
