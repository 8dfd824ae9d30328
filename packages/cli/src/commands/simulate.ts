import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import {
  closingLines,
  listScenarios,
  openTuned,
  prepareRun,
  recordedCanary,
  run,
  shortPath,
  showRun,
  ThreadedEvaluator,
  type PreparedRun,
  type RunOptions,
  type Setup,
  type SourceName,
  type RunControls,
  type RunView,
} from '@lastgood/simulator';
import type { ModelPolicy } from '@lastgood/triggers';

import type { Command } from '../command.ts';
import { wholeNumber } from '../numbers.ts';
import { parseOptions, usage } from '../options.ts';
import { printRun } from '../print-run.ts';
import { progressOn } from '../progress.ts';

const help = `Runs one rollout and shows it. In a terminal it is a screen, without one a plain report of the
same run. It runs on real parts: a flagd sync server, services with the real FlagdProvider, the
hook, the trigger engine; or in virtual time, with the engine alone, as fast as it goes.

Usage: lastgood simulate [OPTIONS] [RECORDING]

A recording is a file of JSON lines, .jsonl or .jsonl.gz. A shadow log (what both versions did
on each request) is split as the policy decides; ticks and single outcomes go on as they
were, in virtual time.

Options:
  --scenario NAME     what comes, where there is no recording: electricity (default),
                      failing, healthy, one of the others (a name that there is not lists
                      them), or the path of a scenario file
  --seed N            the same seed gives the same run (default 1); real parts split the
                      requests by the flag's rule, and virtual time by the seed, as replay
                      does: what is decided may differ by some ticks between the two
  --virtual           in virtual time, without the sync server and the services
  --policy FILE       a policy in place of the scenario's own; a recording needs one
  --model NAME        the model of that policy, where it has several
  --baseline VERSION  the last good version (default: the policy's, or what the flag says)
  --canary VERSION    the version on trial (default: the same)
  --flags PATH        flag files to serve (default: the flags/ that come with Lastgood)
  --sync-port N       where the sync server listens on 127.0.0.1 (default: a free port)
  --json              print one object at the end and nothing else

Examples:
  npx lastgood simulate
  npx lastgood simulate --scenario failing --seed 7
  npx lastgood simulate --scenario healthy --virtual --json
  npx lastgood simulate --policy examples/electricity.lastgood.yaml --virtual \\
    simulator/data/electricity-shadow.jsonl.gz
`;

const shippedFlags = fileURLToPath(new URL('../../../../flags/', import.meta.url));

export const simulate: Command = {
  name: 'simulate',
  summary: 'watch a rollout, and its rollback, on real parts and simulated traffic',
  help,
  async run(args, output) {
    const { values, positionals } = parseOptions('simulate', {
      args,
      allowPositionals: true,
      options: {
        scenario: { type: 'string' },
        seed: { type: 'string', default: '1' },
        flags: { type: 'string', default: shippedFlags },
        policy: { type: 'string' },
        model: { type: 'string' },
        baseline: { type: 'string' },
        canary: { type: 'string' },
        virtual: { type: 'boolean', default: false },
        'sync-port': { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
      },
    });
    const options = {
      source: sourceOf(values, positionals),
      versions: {
        ...(values.baseline !== undefined && { baseline: values.baseline }),
        ...(values.canary !== undefined && { canary: values.canary }),
      },
      seed: wholeNumber('simulate', '--seed', values.seed, { most: 2 ** 32 - 1 }),
      flags: values.flags,
      virtual: values.virtual,
      syncPort: wholeNumber('simulate', '--sync-port', values['sync-port'], { most: 65_535 }),
      ...(values.policy !== undefined && { policy: values.policy }),
      ...(values.model !== undefined && { model: values.model }),
    };
    const prepared = await preparedRun(options);
    if (values.json || !hasScreen()) await printRun(prepared, values.json, output);
    else {
      const evaluator = ThreadedEvaluator.inBackground();
      const setup = await setupOf(prepared);
      await showRun({
        setup,
        start: runsOf(options, setup, prepared),
        evaluator,
        scenarios: await listScenarios(),
        folder: process.cwd(),
        report: closingLines,
      });
      await evaluator.close();
    }
    return 0;
  },
};

/** Reads and checks all that a run needs, which takes a while where a recording is long. */
async function preparedRun(options: RunOptions): Promise<PreparedRun> {
  const { source } = options;
  const progress = progressOn(source.kind === 'recording' ? `reading ${source.file}` : 'reading');
  try {
    return await prepareRun(options, progress?.show);
  } finally {
    progress?.clear();
  }
}

/** The traffic that is asked for: a recording, or a scenario. */
function sourceOf(
  {
    scenario,
    policy,
  }: { readonly scenario?: string | undefined; readonly policy?: string | undefined },
  [file, second]: readonly string[],
): SourceName {
  if (file === undefined) return { kind: 'scenario', scenario: scenario ?? 'electricity' };
  if (second !== undefined) throw usage('simulate', `there is more than one recording: ${second}`);
  if (scenario !== undefined) {
    throw usage(
      'simulate',
      `there is a recording, ${file}, and --scenario as well: name one of them`,
    );
  }
  if (policy === undefined) {
    throw usage('simulate', `--policy FILE is missing: the recording ${file} has none of its own`);
  }
  return { kind: 'recording', file };
}

/** What the app is opened on. */
async function setupOf({ options, policy, policyFile: file = '' }: PreparedRun): Promise<Setup> {
  return {
    policy: openTuned(shortPath(file, process.cwd()), await readFile(file, 'utf8'), policy.model),
    source: await knownSource(options, policy),
    options: options.versions ?? {},
    seed: options.seed,
  };
}

/** The traffic of the app, which has to know of a recording whether its canary was worse than tolerated. */
async function knownSource(
  { source, versions = {} }: RunOptions,
  policy: ModelPolicy,
): Promise<SourceName> {
  return source.kind === 'recording' ? recordedCanary(source.file, policy, versions) : source;
}

/** Starts runs of what the app has now. Another seed of the same is not read and prepared anew. */
function runsOf(
  options: RunOptions,
  setup: Setup,
  prepared: PreparedRun,
): (now: Setup, controls: RunControls) => AsyncGenerator<RunView> {
  let last = { setup, prepared };
  return async function* (now, controls) {
    const { source, policy, seed, options: versions } = now;
    const { setup: before } = last;
    if (source !== before.source || policy !== before.policy || versions !== before.options) {
      const anew = { ...options, source, versions, seed, policy: policy.policy };
      last = { setup: now, prepared: await prepareRun(anew) };
    }
    yield* run({ ...last.prepared, options: { ...last.prepared.options, seed } }, controls);
  };
}

/** Whether there is a person with a terminal that can show a screen. */
function hasScreen(): boolean {
  const { CI, TERM } = process.env;
  return process.stdin.isTTY && process.stdout.isTTY && !CI && TERM !== 'dumb';
}
