import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { expectationInWords, isUsed, nameOfChoice, type Choice } from '../../choosing/choices.ts';
import { aside, fine, title } from '../../look/theme.ts';
import { useGlyphs } from '../../look/use-glyphs.ts';
import type { SessionState } from '../../session/session.ts';
import { cut } from '../../words/wrap.ts';
import { visibleFrom } from '../visible.ts';

/** Headings are lines of the list, too. */
type ListLine = { readonly heading: string } | { readonly choice: Choice; readonly place: number };

const headings: Readonly<Record<Choice['kind'], string>> = {
  scenario: 'scenarios',
  policy: 'policies',
  recording: 'recordings',
};

/** All that can be chosen, of a longer list the part around what is picked. */
export function ChoiceList(props: {
  readonly choices: readonly Choice[];
  readonly picked: number;
  readonly session: SessionState;
  readonly columns: number;
  readonly rows: number;
}): ReactNode {
  const { choices, picked, session, columns, rows } = props;
  const lines = choices.flatMap((choice, place): ListLine[] => [
    ...(choice.kind === choices[place - 1]?.kind ? [] : [{ heading: headings[choice.kind] }]),
    { choice, place },
  ]);
  const at = lines.findIndex((line) => 'place' in line && line.place === picked);
  const from = visibleFrom(at, lines.length, rows);
  const width = Math.max(
    ...choices.map((choice) => (choice.kind === 'scenario' ? nameOfChoice(choice).length : 0)),
  );
  return (
    <Box flexDirection="column" height={rows} flexShrink={0} overflow="hidden">
      {lines
        .slice(from, from + rows)
        .map((line) =>
          'heading' in line ? (
            <Text key={line.heading} wrap="truncate" {...title}>{` ${line.heading}`}</Text>
          ) : (
            <ChoiceLine
              key={nameOfChoice(line.choice)}
              choice={line.choice}
              picked={line.place === picked}
              used={isUsed(line.choice, session)}
              nameWidth={line.choice.kind === 'scenario' ? width : columns - 7}
              columns={columns}
            />
          ),
        )}
    </Box>
  );
}

/** What a good policy does stands at the right from here on. */
const wide = 70;
const expectationWidth = 24;

function ChoiceLine(props: {
  readonly choice: Choice;
  readonly picked: boolean;
  readonly used: boolean;
  readonly nameWidth: number;
  readonly columns: number;
}): ReactNode {
  const { choice, picked, used, nameWidth, columns } = props;
  const glyphs = useGlyphs();
  const name = cut(nameOfChoice(choice), nameWidth, glyphs.ellipsis).padEnd(nameWidth);
  const scenario = choice.kind === 'scenario' ? choice.listed.scenario : undefined;
  const expected = scenario && columns >= wide ? expectationInWords(scenario.expect) : '';
  const room = columns - nameWidth - 7 - (expected ? expectationWidth + 2 : 0);
  const about = scenario ? cut(scenario.title, room, glyphs.ellipsis).padEnd(room) : '';
  return (
    <Text wrap="truncate">
      {` ${picked ? glyphs.picked : ' '} `}
      <Text {...fine}>{`${used ? glyphs.good : ' '} `}</Text>
      <Text {...(picked ? title : {})}>{name}</Text>
      <Text {...aside}>{`  ${about}  ${expected}`}</Text>
    </Text>
  );
}
