import { changesBetween } from '../../tuning/changes.ts';
import type { Setting } from '../../tuning/knob.ts';
import type { TunedPolicy } from '../../tuning/policy-text.ts';
import type { Trial } from './evaluations.ts';

/** The command that makes a trial again, from the file that the policy began with. */
export function commandOf({ policy, cases, runs, seed }: Trial, began: TunedPolicy): string {
  const settings = changesBetween(began, policy).map(({ path, to }) =>
    quoted(`${path}=${settingText(to)}`),
  );
  const scenarios = cases.flatMap(({ source }) =>
    source.kind === 'scenario' ? [source.scenario] : [],
  );
  const files = cases.flatMap(({ source }) => (source.kind === 'scenario' ? [] : [source.file]));
  return [
    'npx lastgood tune --policy',
    quoted(began.file),
    ...settings.map((setting) => `--set ${setting}`),
    ...scenarios.map((scenario) => `--scenario ${quoted(scenario)}`),
    `--runs ${runs} --seed ${seed} --no-search`,
    ...[...new Set(files)].map(quoted),
  ].join(' ');
}

/** As `--set` takes it. */
function settingText(setting: Setting): string {
  return typeof setting === 'object' ? `[${setting.join(', ')}]` : String(setting);
}

/** As one word of a shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
