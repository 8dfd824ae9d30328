import { settingInWords } from './changes.ts';
import type { Setting } from './knob.ts';

/** What `lastgood tune` was asked to measure on. */
export interface Asked {
  readonly policy: string;
  readonly model?: string | undefined;
  readonly scenarios: readonly string[];
  readonly files: readonly string[];
  readonly baseline?: string | undefined;
  readonly canary?: string | undefined;
  /** The names of the cases, if not all of these. */
  readonly only?: readonly string[];
}

/** The command that measures a policy with these settings anew: the same rollouts, the same figures. */
export function commandLine(
  asked: Asked,
  settings: readonly (readonly [path: string, setting: Setting])[],
  { runs, seed }: { readonly runs: number; readonly seed: number },
): string {
  const { policy, model, scenarios, files, baseline, canary, only = [] } = asked;
  const option = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [name, value];
  const words = [
    ...option('--policy', policy),
    ...option('--model', model),
    ...settings.flatMap(([path, setting]) => option('--set', `${path}=${written(setting)}`)),
    ...scenarios.flatMap((name) => option('--scenario', name)),
    ...option('--baseline', baseline),
    ...option('--canary', canary),
    ...only.flatMap((name) => option('--only', name)),
    ...option('--runs', String(runs)),
    ...option('--seed', String(seed)),
    '--no-search',
    ...files,
  ];
  return `npx lastgood tune ${words.map(quoted).join(' ')}`;
}

function written(setting: Setting): string {
  return typeof setting === 'object' ? `[${settingInWords(setting)}]` : String(setting);
}

/** For a shell. */
function quoted(word: string): string {
  return /^[\w./=%:@+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
