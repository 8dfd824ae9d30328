import { Box, Text } from 'ink';
import { createElement, type ReactElement, type ReactNode } from 'react';

import type { Line } from '../../charts/span.ts';
import { roleStyles } from '../look/theme.ts';

/** Lines of a chart, in colour. */
export function Lines({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  // What a line or a span is goes by its place alone, so they are no lists with keys.
  return createElement(
    Box,
    { flexDirection: 'column', flexShrink: 0 },
    ...lines.map((line) => createElement(Text, { wrap: 'truncate' }, ...line.map(span))),
  );
}

function span({ text, role }: Line[number]): ReactElement {
  return createElement(Text, role ? roleStyles[role] : {}, text);
}
