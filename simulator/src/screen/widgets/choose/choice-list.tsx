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
  const scenarios = choices.flatMap((choice) => (choice.kind === 'scenario' ? choice.listed : []));
  const nameWidth = Math.max(0, ...scenarios.map(({ name }) => name.length));
  const most = Math.max(0, ...scenarios.map(({ scenario }) => scenario.title.length));
  const aboutWidth = Math.min(most, columns - nameWidth - besides);
  return (
    <Box flexDirection="column" height={rows} flexShrink={0} overflowY="hidden">
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
              nameWidth={nameWidth}
              aboutWidth={aboutWidth}
            />
          ),
        )}
    </Box>
  );
}

/** What a good policy does stands at the right. */
const expectationWidth = 'rolls back within 45 min'.length;
/** The signs before the name, what a good policy does, and the room between them. */
const besides = 5 + 2 + 2 + expectationWidth + 1;

function ChoiceLine(props: {
  readonly choice: Choice;
  readonly picked: boolean;
  readonly used: boolean;
  readonly nameWidth: number;
  readonly aboutWidth: number;
}): ReactNode {
  const { choice, picked, used, nameWidth, aboutWidth } = props;
  const glyphs = useGlyphs();
  const name = nameOfChoice(choice);
  const about = (text: string): string =>
    cut(text, aboutWidth, glyphs.ellipsis).padEnd(Math.max(0, aboutWidth));
  return (
    <Text wrap="truncate">
      {` ${picked ? glyphs.picked : ' '} `}
      <Text {...fine}>{`${used ? glyphs.good : ' '} `}</Text>
      <Text {...(picked ? title : {})}>
        {choice.kind === 'scenario' ? name.padEnd(nameWidth) : name}
      </Text>
      {choice.kind === 'scenario' && (
        <Text {...aside}>
          {`  ${about(choice.listed.scenario.title)}  ${expectationInWords(choice.listed.scenario.expect)}`}
        </Text>
      )}
    </Text>
  );
}
