import { Text } from 'ink';
import type { ReactNode } from 'react';

import { bar } from '../../../charts/bar.ts';
import { plainText } from '../../../charts/span.ts';
import { timeLeftInWords } from '../../../words/time-left.ts';
import { aside, fine } from '../../look/theme.ts';
import { useGlyphs } from '../../look/use-glyphs.ts';

const barWidth = 12;

/** How far something is; `undefined` when it is done. */
export interface ProgressOf {
  readonly what: string;
  readonly share: number;
  /** Milliseconds. */
  readonly timeLeft?: number;
}

/** A bar with the share that is done and the time that is left. */
export function Progress({ progress }: { readonly progress: ProgressOf | undefined }): ReactNode {
  const glyphs = useGlyphs();
  if (!progress) return <Text {...fine}>{`${glyphs.good} done`}</Text>;
  const { what, share, timeLeft } = progress;
  return (
    <Text wrap="truncate">
      <Text {...aside}>{`${what} `}</Text>
      {plainText(bar(share, barWidth, 'present', glyphs.dots))}
      {` ${Math.floor(100 * share)} %`.padEnd(6)}
      <Text {...aside}>{timeLeft === undefined ? '' : ` ${timeLeftInWords(timeLeft)}`}</Text>
    </Text>
  );
}
