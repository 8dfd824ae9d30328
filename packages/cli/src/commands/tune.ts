import {
  changesBetween,
  commandLine,
  fittingScenarios,
  openTuned,
  readPolicyText,
  readSetting,
  recordingCases,
  saveFile,
  scenarioCases,
  search,
  ThreadedEvaluator,
  triedOf,
  withSettings,
  type Asked,
  type Case,
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
import { searchInJson, triedInJson } from '../tuning/json.ts';
import { casesInWords, choiceInWords, figuresInWords, tableInWords } from '../tuning/report.ts';
import { about } from '../tuning/words.ts';

const help = `Finds the settings of a policy that do the least harm while no more healthy versions are
rolled back than you allow, by rollouts in virtual time on scenarios and recordings.

Usage: lastgood tune --policy FILE [OPTIONS] [RECORDING...]

The search moves the risk, the hysteresis and the rollout. What is acceptable stays as it
is, tolerances and limits, and so do the attempts, the cooldown and how long a rollout
takes: only you know what they are worth. It writes nothing but the file of --out.

A scenario says itself whether its canary is healthy. A recording, .jsonl or .jsonl.gz, gives a
healthy twin (both versions drawn from the baseline's own ticks), that twin with known
faults in each guardrail (worse than tolerated by 1 and 2 times its harm), and its own
canary, if it shows that it was worse than tolerated.

Options:
  --policy FILE               the policy file
  --model NAME                the model of that policy, where it has several
  --scenario NAME             a scenario, by its name or the path of a .yaml file; may be
                              repeated (default: all that fit the policy, if there is no
                              recording)
  --baseline VERSION          recordings: the last good version (default: the policy's)
  --canary VERSION            recordings: the version on trial (default: the policy's)
  --only NAME                 of these scenarios, twins and faults only the one of this name, as
                              the table has it; may be repeated
  --max-false-rollbacks SHARE of healthy versions, how many may be rolled back (default 1%)
  --set KNOB=VALUE            sets a knob before anything else, and the search leaves it so;
                              may be repeated
  --no-search                 measure the policy, and change nothing
  --runs N                    rollouts of each scenario, twin and fault for each policy that
                              is measured (default 200, less with more than five of them)
  --seed N                    the same seed gives the same result (default 1)
  --out FILE                  where the chosen policy is written, with your comments
  --json                      print one object and nothing else

Within the limit is a policy that promises it (lastgood check says what a policy promises) and
was not rolled back more often; or one whose rate was measured so well that the upper end of
its 95 % interval is within it: for 1 % that takes 368 healthy rollouts with no false one.
In JSON a delay that never ended is null. Ctrl-C stops at once, and prints what there is.

The exit code is 0, 1 if no policy was found within the limit, and 2 if the input is wrong.

Examples:
  npx lastgood tune --policy examples/electricity.lastgood.yaml --runs 20 --out /tmp/tuned.yaml \\
    simulator/data/electricity-shadow.jsonl.gz
  npx lastgood tune --policy simulator/policies/errors.lastgood.yaml --scenario healthy \\
    --scenario failing --max-false-rollbacks 2% --runs 50
  npx lastgood tune --policy simulator/policies/errors.lastgood.yaml --scenario failing \\
    --set risk.falseRollback=2% --runs 200 --seed 1 --no-search
`;

export const tune: Command = {
  name: 'tune',
  summary: 'find the settings of a policy that do the least harm within your limit',
  help,
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
    const runs = runsOf(values.runs, cases.length);
    const seed = wholeNumber('tune', '--seed', values.seed, 2 ** 32 - 1 - 2 * runs);
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
  if (chosen && out !== undefined) await saveFile(out, chosen.tuned.text, { overwrite: true });
  if (json) {
    const object = {
      ...searchInJson(result, request.limit, command),
      written: chosen && out !== undefined ? out : null,
    };
    output.stdout(`${JSON.stringify(object)}\n`);
  } else {
    const [given] = all;
    print(output, [
      ...(given ? [...casesInWords(given), '', ...tableInWords(all, chosen), ''] : []),
      ...choiceInWords(result, request.limit, command),
      ...(chosen && out !== undefined ? [`written to ${out}`] : []),
    ]);
  }
  return interrupt.exitCode() ?? (chosen ? 0 : 1);
}

const stages: Readonly<Record<SearchProgress['stage'], string>> = {
  given: 'the given policy',
  searching: 'searching',
  measuring: 'measuring the best',
  predicting: 'measuring the chosen one on fresh seeds',
};

function stageInWords({ stage, timeLeft }: SearchProgress): string {
  const left = timeLeft === undefined ? '' : `, about ${about(timeLeft)} left`;
  return `, ${stages[stage]}${left}`;
}

async function measured(
  { start, cases, runs, seed }: Request,
  { evaluator, interrupt, output, json, command }: Surroundings,
): Promise<number> {
  const progress = progressOn(output, 'measuring');
  try {
    const evaluation = await evaluator.evaluate(
      { policy: start.policy, cases, runs, seed },
      {
        signal: interrupt.signal,
        onProgress: ({ done, total, timeLeft }) =>
          progress?.show(done / total, timeLeft === undefined ? '' : `, ${about(timeLeft)} left`),
      },
    );
    progress?.clear();
    const tried = triedOf(start, start, { runs, seed, evaluation });
    if (json) output.stdout(`${JSON.stringify(triedInJson(tried, command(tried)))}\n`);
    else print(output, [...casesInWords(tried), '', ...figuresInWords(tried)]);
    return 0;
  } catch (error) {
    progress?.clear();
    const exitCode = interrupt.exitCode();
    if (exitCode === undefined) throw error;
    output.stderr('lastgood: stopped: nothing was measured to its end\n');
    return exitCode;
  }
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

/** The traffic that was asked for, and the names of its scenarios. */
async function casesOf(
  { policy }: TunedPolicy,
  { scenarios, files, baseline, canary, only = [] }: Asked,
  output: Output,
): Promise<{ readonly cases: readonly Case[]; readonly scenarios: readonly string[] }> {
  const byDefault = scenarios.length === 0 && files.length === 0;
  const names = byDefault ? await fittingScenarios(policy) : scenarios;
  const options = {
    ...(baseline !== undefined && { baseline }),
    ...(canary !== undefined && { canary }),
  };
  const all = [await scenarioCases(names, policy)];
  for (const file of files) all.push(await recordingCases(file, policy, options));
  if (!byDefault) {
    for (const remark of all.flatMap(({ remarks }) => remarks)) {
      output.stderr(`lastgood: ${remark}\n`);
    }
  }
  const cases = onlyOf(
    all.flatMap((one) => one.cases),
    only,
  );
  if (cases.length > 0) return { cases, scenarios: names };
  throw usage(
    'tune',
    `no scenario fits the guardrails of ${policy.model}: name one, or a recording`,
  );
}

/** The cases of these names, or all if none is named. */
function onlyOf(cases: readonly Case[], only: readonly string[]): readonly Case[] {
  const unknown = only.find((name) => !cases.some((one) => one.name === name));
  if (unknown !== undefined) {
    const names = cases.map(({ name }) => `"${name}"`).join(', ');
    throw usage('tune', `--only is "${unknown}", there is ${names}`);
  }
  return only.length === 0 ? cases : cases.filter(({ name }) => only.includes(name));
}

const usualRuns = 200;
const usualRollouts = 1000;

function runsOf(text: string | undefined, cases: number): number {
  if (text === undefined)
    return Math.min(usualRuns, Math.max(20, Math.round(usualRollouts / cases)));
  const runs = wholeNumber('tune', '--runs', text, 1_000_000);
  if (runs > 0) return runs;
  throw usage('tune', '--runs is "0", it must be a whole number from 1 to 1000000');
}
