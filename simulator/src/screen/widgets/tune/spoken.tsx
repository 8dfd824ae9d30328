import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

import { settingInWords } from '../../../tuning/changes.ts';
import type { TuneShow } from '../../tuning/show.ts';
import type { Tuning } from '../../tuning/tuning.ts';

/** What the Tune view shows, in sentences for a screen reader. */
export function SpokenTune(props: { readonly tuning: Tuning; readonly show: TuneShow }): ReactNode {
  const { tuning, show } = props;
  const { mode, runs } = tuning.get();
  const knob = tuning.policy.knobs.find(({ path }) => path === tuning.path);
  const { progress } = show;
  const far = progress ? `${progress.what} ${Math.floor(100 * progress.share)} % done` : 'all done';
  const sentences = [
    `Healthy: ${tuning.cases.of('healthy')?.name}. Faulty: ${tuning.cases.of('faulty')?.name}.`,
    `${runs} rollouts of each, ${far}.`,
    ...(knob
      ? [
          `Knob ${knob.path}, ${settingInWords(knob.settings[knob.at] ?? '')}: ${knob.meaning}.`,
          `Its settings: ${knob.settings.map(settingInWords).join('; ')}.`,
        ]
      : []),
    ...(mode.kind === 'curve' ? [`Point ${show.about}. ${show.details.join(' ')}`] : []),
    ...show.figures.map(({ name, now, interval, because, start, change }) => {
      const reason = because === undefined ? '' : `, because ${because}`;
      const between = interval && `, 95 % interval ${interval}`;
      const since = change ? `, ${change.better ? 'better' : 'worse'} than ${start} at first` : '';
      return `${name}: ${now}${reason}${between}${since}.`;
    }),
  ];
  return (
    <Box flexDirection="column">
      {sentences.map((sentence) => (
        <Text key={sentence}>{sentence}</Text>
      ))}
    </Box>
  );
}
