// The app as `lastgood simulate` opens it, in a process of its own: its keys come from a pipe, its screen goes to another.
// It is the built one: Node does not run the sources of a screen.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import {
  closingLines,
  listScenarios,
  openTuned,
  prepareRun,
  run,
  showRun,
  ThreadedEvaluator,
  type RunOptions,
} from '@lastgood/simulator';

import type { AppOptions } from './app.ts';

const { columns, rows, policy, scenario, virtual, threads }: AppOptions = JSON.parse(
  process.argv[2] ?? '',
);

Object.assign(process.stdin, { isTTY: true, setRawMode: () => process.stdin });
Object.assign(process.stdout, { isTTY: true, columns, rows });
process.on('message', () => process.send?.(process.threadCpuUsage()));

/** Rollouts that are never made, so that the screen has the cores for itself. */
const never = async (): Promise<never> => new Promise(() => {});
const evaluator = ThreadedEvaluator.inBackground();
if (!threads) Object.assign(evaluator, { evaluate: never, compare: never });

const options: RunOptions = {
  source: { kind: 'scenario', scenario },
  seed: 1,
  flags: fileURLToPath(new URL('../../flags/', import.meta.url)),
  virtual,
  syncPort: 0,
  policy,
};
const prepared = await prepareRun(options);
await showRun({
  setup: {
    policy: openTuned(policy, await readFile(policy, 'utf8')),
    source: prepared.options.source,
    options: {},
    seed: 1,
  },
  start: async function* start({ source, policy: tuned, seed }, controls) {
    yield* run(await prepareRun({ ...options, source, seed, policy: tuned.policy }), controls);
  },
  evaluator,
  scenarios: await listScenarios(),
  folder: process.cwd(),
  report: closingLines,
});
process.exit();
