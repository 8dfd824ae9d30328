import {
  changesBetween,
  commandLine,
  openTuned,
  readPolicyText,
  readSetting,
  search,
  ThreadedEvaluator,
  triedOf,
  withSettings,
  type Case,
  type Evaluation,
  type Evaluator,
  type SearchProgress,
  type Setting,
  type Tried,
  type TunedPolicy,
} from '@lastgood/simulator';

import type { Command, Output } from '../command.ts';
import { interruptible, type Interruptible } from '../interrupt.ts';
import { share, wholeNumber } from '../numbers.ts';
import { parseOptions, usage } from '../options.ts';
import { progressOn } from '../progress.ts';
import { tuneHelp } from '../tuning/help.ts';
import { searchInJson, triedInJson } from '../tuning/json.ts';
import { casesInWords, choiceInWords, figuresInWords, tableInWords } from '../tuning/report.ts';
import { demandReplaceable, written } from '../tuning/out.ts';
import { casesOf, runsOf } from '../tuning/traffic.ts';
import { about } from '../tuning/words.ts';

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
    const settings = values.set.map(settingIn);

    if (out !== undefined) await demandReplaceable(out);
    const given = openTuned(file, await readPolicyText(file), model);
    const start = withSettings(given, settings);
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
    const runs = runsOf(values.runs, cases.length);
    const seed = wholeNumber('tune', '--seed', values.seed, 2 ** 32 - 1 - 2 * runs);
    const command = (tried: Tried): string =>
      commandLine(
        { ...asked, scenarios },
        changesBetween(given, tried.tuned).map(({ path, to }) => [path, to] as const),
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

interface Request {
  readonly start: TunedPolicy;
  readonly cases: readonly Case[];
  readonly runs: number;
  readonly seed: number;
}

interface Surroundings {
  readonly evaluator: Evaluator;
  readonly interrupt: Interruptible;
  readonly output: Output;
  readonly json: boolean;
  /** The command that measures a policy again. */
  readonly command: (tried: Tried) => string;
}

async function searched(
  request: Request & { readonly limit: number; readonly fixed: readonly string[] },
  { evaluator, interrupt, output, json, command, out }: Surroundings & { out: string | undefined },
): Promise<number> {
  const progress = progressOn(output, 'tuning');
  const result = await search({
    ...request,
    evaluator,
    signal: interrupt.signal,
    onProgress: (so) => progress?.show(so.done / so.total, stageInWords(so)),
  });
  progress?.clear();
  const { measured: all, chosen, refusals } = result;
  for (const refusal of refusals) output.stderr(`lastgood: not tried: ${refusal}\n`);
  const saved = chosen && out !== undefined ? { file: out, text: chosen.tuned.text } : undefined;
  const unwritten = saved && (await written(saved.file, saved.text));
  const file = unwritten ? undefined : saved?.file;
  if (json) {
    const object = { ...searchInJson(result, request.limit, command), written: file ?? null };
    output.stdout(`${JSON.stringify(object)}\n`);
  } else {
    const [given] = all;
    print(output, [
      ...(given ? [...casesInWords(given), '', ...tableInWords(all, chosen), ''] : []),
      ...choiceInWords(result, request.limit, command),
      ...(file === undefined ? [] : [`written to ${file}`]),
    ]);
  }
  if (unwritten) throw unwritten;
  return interrupt.exitCode() ?? (chosen ? 0 : 1);
}

const stages: Readonly<Record<SearchProgress['stage'], string>> = {
  given: 'the given policy',
  searching: 'searching',
  measuring: 'measuring the best',
  predicting: 'measuring the chosen one on fresh seeds',
};

function stageInWords({ stage, timeLeft }: SearchProgress): string {
  return `, ${stages[stage]}${leftInWords(timeLeft)}`;
}

function leftInWords(timeLeft: number | undefined): string {
  return timeLeft === undefined ? '' : `, about ${about(Math.max(timeLeft, 1000))} left`;
}

async function measured(
  { start, cases, runs, seed }: Request,
  { evaluator, interrupt, output, json, command }: Surroundings,
): Promise<number> {
  const progress = progressOn(output, 'measuring');
  let known: Evaluation | undefined;
  try {
    known = await evaluator.evaluate(
      { policy: start.policy, cases, runs, seed },
      {
        signal: interrupt.signal,
        onProgress: (so) => {
          known = so;
          progress?.show(so.done / so.total, leftInWords(so.timeLeft));
        },
      },
    );
  } catch (error) {
    if (interrupt.exitCode() === undefined) throw error;
  } finally {
    progress?.clear();
  }
  if (known) {
    const tried = triedOf(start, start, { runs, seed, evaluation: known });
    if (json) output.stdout(`${JSON.stringify(triedInJson(tried, command(tried)))}\n`);
    else print(output, [...casesInWords(tried), '', ...figuresInWords(tried)]);
  }
  return interrupt.exitCode() ?? 0;
}

function print(output: Output, lines: readonly string[]): void {
  output.stdout(lines.map((line) => `${line}\n`).join(''));
}

/** `KNOB=VALUE`. */
function settingIn(text: string): readonly [path: string, setting: Setting] {
  const at = text.lastIndexOf('=');
  if (at > 0) return [text.slice(0, at), readSetting(text.slice(at + 1))];
  throw usage('tune', `--set is "${text}", it must be KNOB=VALUE, such as risk.falseRollback=2%`);
}
