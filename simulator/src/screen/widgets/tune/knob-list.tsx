import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import type { Knob } from '../../../tuning/knob.ts';
import { settingInWords } from '../../../tuning/changes.ts';
import { aside, title } from '../../look/theme.ts';
import { useGlyphs } from '../../look/use-glyphs.ts';
import { cut } from '../../words/wrap.ts';
import { visibleFrom } from '../visible.ts';

/** The knobs with their settings; the picked one can be moved. */
export function KnobList(props: {
  readonly knobs: readonly Knob[];
  readonly picked: string;
  /** The paths of the knobs that are not where they began. */
  readonly moved: ReadonlySet<string>;
  readonly columns: number;
  readonly rows: number;
}): ReactNode {
  const { knobs, picked, moved, columns, rows } = props;
  const place = knobs.findIndex(({ path }) => path === picked);
  const from = visibleFrom(place, knobs.length, rows);
  const shown = knobs.slice(from, from + rows);
  const hidden = knobs.length - shown.length;
  const more = hidden > 0 ? `, ${from + 1} to ${from + shown.length} of ${knobs.length}` : '';
  return (
    <Box flexDirection="column" width={columns} flexShrink={0}>
      <Text wrap="truncate" {...title}>{` knob${more}`}</Text>
      {shown.map((knob) => (
        <KnobLine
          key={knob.path}
          knob={knob}
          picked={knob.path === picked}
          moved={moved.has(knob.path)}
          columns={columns}
        />
      ))}
    </Box>
  );
}

const mostSetting = 16;

function KnobLine(props: {
  readonly knob: Knob;
  readonly picked: boolean;
  readonly moved: boolean;
  readonly columns: number;
}): ReactNode {
  const { knob, picked, moved, columns } = props;
  const glyphs = useGlyphs();
  const { path, settings, at } = knob;
  const setting = settingInWords(settings[at] ?? '');
  const room = Math.max(mostSetting, columns - 40);
  const words = cut(setting, room - 4, glyphs.ellipsis);
  const less = picked && at > 0 ? glyphs.less : ' ';
  const more = picked && at < settings.length - 1 ? glyphs.more : ' ';
  const right = `${less} ${words} ${more}`;
  const width = columns - 3 - right.length - 2;
  const name = cut(knobName(path), width, glyphs.ellipsis).padEnd(width);
  return (
    <Text wrap="truncate">
      <Text {...(picked ? title : {})}>
        {` ${picked ? glyphs.picked : ' '} ${name}`}
        <Text {...(moved ? { color: 'yellow' } : picked ? {} : aside)}>{right}</Text>
        <Text color="yellow">{moved ? '*' : ' '}</Text>
      </Text>
    </Text>
  );
}

/** Of a path what tells it from the others. */
export function knobName(path: string): string {
  return path.replace(/^(guardrails|hysteresis)\./, '');
}
