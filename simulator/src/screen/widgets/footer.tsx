import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import type { Binding } from '../keys/binding.ts';
import type { Glyphs } from '../look/glyphs.ts';
import { aside, title } from '../look/theme.ts';
import { useGlyphs } from '../look/use-glyphs.ts';

const gap = 2;

/** However narrow the terminal is, so many of the last keys are shown as far as they work: back, help and quit. */
const lastKept = 3;

/** The keys that work now, as far as they fit into a line. */
export function Footer<In>(props: {
  readonly bindings: readonly Binding<string, In>[];
  readonly situation: In;
  readonly columns: number;
  /** Why the screen stays as it is. */
  readonly notice?: string;
}): ReactNode {
  const { bindings, situation, columns, notice } = props;
  const glyphs = useGlyphs();
  const room = columns - 2 - (notice === undefined ? 0 : notice.length + gap);
  const shown = bindings.filter(({ short, works }) => short !== undefined && works(situation));
  const kept = new Set(bindings.slice(-lastKept));
  while (widthOf(shown, glyphs) > room) {
    const dropped = shown.findLastIndex((binding) => !kept.has(binding));
    if (dropped === -1) break;
    shown.splice(dropped, 1);
  }
  return (
    <Box paddingX={1} columnGap={gap} flexShrink={0} overflow="hidden">
      {notice !== undefined && <Text {...title}>{notice}</Text>}
      {shown.map((binding) => (
        <Text key={binding.command} wrap="truncate">
          <Text {...title}>{keyNames(binding, glyphs)}</Text>
          <Text {...aside}>{` ${binding.short}`}</Text>
        </Text>
      ))}
    </Box>
  );
}

type Shown = Pick<Binding<string>, 'keys' | 'together' | 'short'>;

function keyNames({ keys, together }: Shown, glyphs: Glyphs): string {
  const names = keys.map((key) => glyphs.keys[key] ?? key);
  return together
    ? names.join(names.every(({ length }) => length === 1) ? '' : ' ')
    : (names[0] ?? '');
}

function widthOf(bindings: readonly Shown[], glyphs: Glyphs): number {
  const widths = bindings.map(
    (binding) => keyNames(binding, glyphs).length + 1 + (binding.short ?? '').length,
  );
  return widths.reduce((sum, width) => sum + width + gap, -gap);
}
