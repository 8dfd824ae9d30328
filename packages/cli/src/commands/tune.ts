import {
  changesBetween,
  commandLine,
  openTuned,
  readPolicyText,
  readSetting,
  ThreadedEvaluator,
  withSettings,
  type Setting,
  type Tried,
} from '@lastgood/simulator';

import type { Command } from '../command.ts';
import { interruptible } from '../interrupt.ts';
import { share, wholeNumber } from '../numbers.ts';
import { parseOptions, usage } from '../options.ts';
import { tuneHelp } from '../tuning/help.ts';
import { measured } from '../tuning/measured.ts';
import { searched } from '../tuning/searched.ts';
import { demandReplaceable } from '../tuning/out.ts';
import { casesOf, usualRuns, usualRunsOf } from '../tuning/traffic.ts';

export const tune: Command = {
  name: 'tune',
  summary: 'find the settings of a policy that do the least harm within your limit',
  help: tuneHelp,
  async run(args, output) {
    const { values, positionals: files } = parseOptions('tune', {
      args,
      allowPositionals: true,
      options: {
        policy: { type: 'string' },
        model: { type: 'string' },
        scenario: { type: 'string', multiple: true, default: [] },
        baseline: { type: 'string' },
        canary: { type: 'string' },
        only: { type: 'string', multiple: true, default: [] },
        'max-false-rollbacks': { type: 'string' },
        set: { type: 'string', multiple: true, default: [] },
        'no-search': { type: 'boolean', default: false },
        runs: { type: 'string' },
        seed: { type: 'string', default: '1' },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const { policy: file, model, baseline, canary, out, json } = values;
    if (file === undefined) throw usage('tune', '--policy FILE is missing');
    const measuresOnly = values['no-search'];
    for (const option of ['out', 'max-false-rollbacks'] as const) {
      if (!measuresOnly || values[option] === undefined) continue;
      throw usage('tune', `--${option} is for a search, and --no-search is given`);
    }
    const limit = share('tune', '--max-false-rollbacks', values['max-false-rollbacks'] ?? '1%');
    const askedRuns =
      values.runs === undefined
        ? undefined
        : wholeNumber('tune', '--runs', values.runs, { least: 1, most: 1_000_000 });
    // The prediction goes over as many seeds again.
    const most = 2 ** 32 - 1 - 2 * (askedRuns ?? usualRuns);
    const seed = wholeNumber('tune', '--seed', values.seed, { most });
    const settings = values.set.map(settingIn);

    if (out !== undefined) await demandReplaceable(out);
    const written = openTuned(file, await readPolicyText(file), model);
    const start = withSettings(written, settings);
    const asked = {
      policy: file,
      model,
      scenarios: values.scenario,
      files,
      baseline,
      canary,
      only: values.only,
    };
    const { cases, scenarios } = await casesOf(start, asked, output);
    const runs = askedRuns ?? usualRunsOf(cases.length);
    const command = (tried: Tried): string =>
      commandLine(
        { ...asked, scenarios },
        changesBetween(written, tried.tuned).map(({ path, to }) => [path, to] as const),
        tried,
      );

    const request = { start, cases, runs, seed };
    const interrupt = interruptible();
    const evaluator = new ThreadedEvaluator();
    try {
      return measuresOnly
        ? await measured(request, { evaluator, interrupt, output, json, command })
        : await searched(
            { ...request, limit, fixed: settings.map(([path]) => path) },
            { evaluator, interrupt, output, json, command, out },
          );
    } finally {
      interrupt.release();
      await evaluator.close();
    }
  },
};

/** `KNOB=VALUE`. */
function settingIn(text: string): readonly [path: string, setting: Setting] {
  const at = text.lastIndexOf('=');
  if (at > 0) return [text.slice(0, at), readSetting(text.slice(at + 1))];
  throw usage('tune', `--set is "${text}", it must be KNOB=VALUE, such as risk.falseRollback=2%`);
}
