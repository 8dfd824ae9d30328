import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import {
  closingLines,
  prepareRun,
  reportRun,
  run,
  shippedPolicy,
  showRun,
  type PreparedRun,
  type RunOptions,
  type RunView,
  type Setup,
} from '@lastgood/simulator';

import type { Command, Output } from '../command.ts';
import { wholeNumber } from '../numbers.ts';
import { parseOptions } from '../options.ts';

const help = `Runs one rollout on real parts and shows it: a flagd sync server, services with the
real FlagdProvider, the hook, the trigger engine. In a terminal it is a screen, without
one a plain report of the same run.

Usage: lastgood simulate [OPTIONS]

Options:
  --scenario NAME   electricity (default), failing, healthy
  --seed N          the same seed gives the same run (default 1)
  --flags PATH      flag files to serve (default: the flags/ that come with Lastgood)
  --policy FILE     a policy in place of the scenario's own
  --model NAME      the model of that policy, where it has several
  --sync-port N     where the sync server listens on 127.0.0.1 (default: a free port)
  --json            print one object at the end and nothing else

Examples:
  lastgood simulate
  lastgood simulate --scenario failing --seed 7
  lastgood simulate --scenario healthy --json
`;

const shippedFlags = fileURLToPath(new URL('../../../../flags/', import.meta.url));

export const simulate: Command = {
  name: 'simulate',
  summary: 'watch a rollout, and its rollback, on real parts and simulated traffic',
  help,
  async run(args, output) {
    const { values } = parseOptions('simulate', {
      args,
      options: {
        scenario: { type: 'string', default: 'electricity' },
        seed: { type: 'string', default: '1' },
        flags: { type: 'string', default: shippedFlags },
        policy: { type: 'string' },
        model: { type: 'string' },
        'sync-port': { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
      },
    });
    const options = {
      scenario: values.scenario,
      seed: wholeNumber('simulate', '--seed', values.seed, 2 ** 32 - 1),
      flags: values.flags,
      syncPort: wholeNumber('simulate', '--sync-port', values['sync-port'], 65_535),
      ...(values.policy !== undefined && { policy: values.policy }),
      ...(values.model !== undefined && { model: values.model }),
    };
    const prepared = await prepareRun(options);
    if (values.json) await printJson(run(prepared), output);
    else if (hasScreen()) {
      await showRun({
        setup: await setupOf(options, prepared),
        start: (setup) => runAnew(options, setup),
        report: closingLines,
      });
    } else await reportRun(run(prepared), (line) => output.stdout(`${line}\n`));
    return 0;
  },
};

/** What the app is opened on. */
async function setupOf(options: RunOptions, { policy, scenario }: PreparedRun): Promise<Setup> {
  const file = typeof options.policy === 'string' ? options.policy : shippedPolicy(scenario.policy);
  return {
    policy: { file, text: await readFile(file, 'utf8'), policy, knobs: [] },
    source: { kind: 'scenario', scenario: options.scenario },
    options: {},
    seed: options.seed,
  };
}

/** A run of what the app has now. */
async function* runAnew(options: RunOptions, setup: Setup): AsyncGenerator<RunView> {
  const { source, policy, seed } = setup;
  const scenario = source.kind === 'scenario' ? source.scenario : options.scenario;
  yield* run(await prepareRun({ ...options, scenario, seed, policy: policy.policy }));
}

/** Whether there is a person with a terminal that can show a screen. */
function hasScreen(): boolean {
  const { CI, TERM } = process.env;
  return process.stdin.isTTY && process.stdout.isTTY && !CI && TERM !== 'dumb';
}

async function printJson(views: AsyncIterable<RunView>, output: Output): Promise<void> {
  for await (const { summary } of views) {
    if (summary) output.stdout(`${JSON.stringify(summary)}\n`);
  }
}
