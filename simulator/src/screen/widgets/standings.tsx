import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import type { RunView } from '../../run/view.ts';
import type { Glyphs } from '../look/glyphs.ts';
import { answerLooks } from '../look/answers.ts';
import { aside, title } from '../look/theme.ts';
import { useGlyphs } from '../look/use-glyphs.ts';
import { standingsOf, type Standing } from '../panels/standings.ts';
import { evidence } from '../words/numbers.ts';
import { cut, wrapWords } from '../words/wrap.ts';

const wordWidth = 'acceptable'.length;
const valueWidth = '12,345.67'.length;
const acceptableWidth = 'acceptable'.length + 1;
const evidenceWidth = '-10.00'.length;
const gap = 1;
/** The place of the cursor, and the symbol. */
const signs = 2;
/** From here on a line also has what is acceptable. */
const wideLine = 54;
/** A line with numbers at its end is hard to follow if it is longer. */
const longestLine = 72;
/** A name that is cut shorter than this says nothing: the word makes room, since the symbol says the same. */
const leastName = 7;

/** All guardrails in so many columns: what each says, where it is now, and its own evidence. */
export function Standings(props: {
  readonly view: RunView;
  /** The place of the guardrail whose chart is shown first. */
  readonly focus: number;
  readonly columns: number;
  readonly rows: number;
  readonly inColumns: number;
}): ReactNode {
  const { view, focus, columns, rows, inColumns } = props;
  const standings = standingsOf(view);
  const headed = inColumns === 1;
  const fitting = (headed ? rows - 1 : rows) * inColumns;
  // Where not all fit, those around the one in focus are shown.
  const first = Math.max(0, Math.min(focus - Math.floor(fitting / 2), standings.length - fitting));
  const shown = standings.slice(first, first + fitting);
  const width = Math.floor((columns - 1) / inColumns);
  const each = Math.ceil(shown.length / inColumns);
  return (
    <Box flexDirection="column" flexShrink={0} paddingLeft={1}>
      {headed && <Heading columns={width - gap} />}
      <Box>
        {Array.from({ length: inColumns }, (_, column) => (
          <Box key={column} flexDirection="column" width={width}>
            {shown.slice(column * each, (column + 1) * each).map((standing) => (
              <StandingLine
                key={standing.name}
                standing={standing}
                focused={standings[focus] === standing}
                columns={width - gap}
              />
            ))}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** Names the numbers of the lines below. */
function Heading({ columns }: { readonly columns: number }): ReactNode {
  const width = Math.min(columns, longestLine);
  return (
    <Text {...aside} wrap="truncate">
      {numbersLine('now', 'acceptable', 'evid.', width).padStart(width)}
    </Text>
  );
}

/** The numbers at the end of a line, each at its right edge. */
function numbersLine(now: string, acceptable: string, own: string, columns: number): string {
  const tolerated = columns >= wideLine ? acceptable.padStart(acceptableWidth) : '';
  return `${now.padStart(valueWidth)}${tolerated} ${own.padStart(evidenceWidth)}`;
}

function StandingLine(props: {
  readonly standing: Standing;
  readonly focused: boolean;
  readonly columns: number;
}): ReactNode {
  const { standing, focused } = props;
  const columns = Math.min(props.columns, longestLine);
  const { name, answer, measure, latest, own } = standing;
  const glyphs = useGlyphs();
  const look = answerLooks[answer];
  const numbers = numbersLine(
    measure.format(latest.canary),
    measure.format(latest.acceptable),
    evidence(own),
    columns,
  );
  const room = columns - signs - gap - gap - numbers.length;
  const worded = room - wordWidth - gap >= leastName;
  const nameWidth = worded ? room - wordWidth - gap : room;
  return (
    <Text wrap="truncate">
      {focused ? glyphs.picked : ' '}
      <Text {...look.style}>
        {`${glyphs[look.symbol]} ${worded ? `${look.word.padEnd(wordWidth)} ` : ''}`}
      </Text>
      <Text {...(focused && title)}>{cut(name, nameWidth, glyphs.ellipsis).padEnd(nameWidth)}</Text>
      {` ${numbers}`}
    </Text>
  );
}

/** Each guardrail with the comparison behind what it says, as many as fit. */
export function Reasons(props: {
  readonly view: RunView;
  readonly focus: number;
  readonly columns: number;
  readonly rows: number;
}): ReactNode {
  const { view, focus, columns, rows } = props;
  const glyphs = useGlyphs();
  const standings = standingsOf(view);
  const indent = signs + gap;
  const room = rows - 1;
  const each = Math.max(2, Math.floor(room / Math.max(1, standings.length)));
  const first = Math.max(0, Math.min(focus, standings.length - Math.floor(room / each)));
  return (
    <Box flexDirection="column" height={rows} overflowY="hidden" paddingLeft={1}>
      <Heading columns={columns - 2} />
      {standings.slice(first).map((standing) => (
        <Box key={standing.name} flexDirection="column" flexShrink={0}>
          <StandingLine
            standing={standing}
            focused={standings[focus] === standing}
            columns={columns - 2}
          />
          <Box paddingLeft={indent}>
            <Text {...aside} wrap="truncate">
              {reasonLines(standing, columns - 2 - indent, each - 1, glyphs).join('\n')}
            </Text>
          </Box>
        </Box>
      ))}
    </Box>
  );
}

/** The reason in so many lines, with a sign where something is missing. */
function reasonLines({ reason }: Standing, width: number, most: number, glyphs: Glyphs): string[] {
  const lines = wrapWords(reason, width);
  if (lines.length <= most) return lines;
  return [
    ...lines.slice(0, most - 1),
    cut(lines.slice(most - 1).join(' '), width, glyphs.ellipsis),
  ];
}
