import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

import { openSource, ThreadedEvaluator, type Case } from '@lastgood/simulator';
import type { ModelPolicy } from '@lastgood/triggers';

import { drawn } from '../report/table.ts';
import { type Parts, partsOf } from './parts.ts';
import { fiveProportions, fiveTypes } from './policies.ts';

/** Rollouts of one policy on one kind of traffic: 24 hours of ticks of 10 s, 400 requests each. */
interface Row {
  readonly name: string;
  readonly policy: ModelPolicy;
  readonly scenario: string;
}

const rows: readonly Row[] = [
  { name: 'five proportions, healthy', policy: fiveProportions, scenario: 'proportions-healthy' },
  { name: 'five proportions, faulty', policy: fiveProportions, scenario: 'proportions-faulty' },
  { name: 'five types, healthy', policy: fiveTypes, scenario: 'mixed-healthy' },
  { name: 'five types, faulty', policy: fiveTypes, scenario: 'mixed-faulty' },
];

/** Seeds of the rollouts in which engine and traffic are timed apart: the first ones warm up. */
const warming = [1, 2, 3];
const timed = [4, 5, 6, 7, 8];

/** So many rollouts warm the threads up. */
const warmUp = 4 * availableParallelism();

interface Options {
  readonly runs: number;
  readonly seed: number;
  readonly row: string;
  readonly json: boolean;
}

interface Cost extends Parts {
  readonly name: string;
  /** Until all rollouts were made. */
  readonly seconds: number;
  /** Of the cores together; on a machine that does nothing else it is the seconds times the cores. */
  readonly coreSeconds: number;
}

/** How long rollouts take on all cores, as `tune` makes them, and what engine and traffic have of it. */
export async function rolloutsBench({ runs, seed, row: part, json }: Options): Promise<void> {
  const evaluator = new ThreadedEvaluator();
  const costs: Cost[] = [];
  try {
    for (const row of rows.filter(({ name }) => name.includes(part))) {
      const { source, options } = caseOf(row);
      const opened = await openSource(source, row.policy, options);
      partsOf(row.policy, opened, warming);
      const parts = partsOf(row.policy, opened, timed);
      // Threads that have not started, or whose code is not warm, would count for more the fewer rollouts there are.
      await evaluator.evaluate({ policy: row.policy, cases: [caseOf(row)], runs: warmUp, seed });
      const [started, before] = [performance.now(), process.cpuUsage()];
      await evaluator.evaluate({ policy: row.policy, cases: [caseOf(row)], runs, seed });
      const { user, system } = process.cpuUsage(before);
      const seconds = (performance.now() - started) / 1000;
      costs.push({ name: row.name, seconds, coreSeconds: (user + system) / 1e6, ...parts });
    }
  } finally {
    await evaluator.close();
  }
  if (costs.length === 0) throw new Error(`no row has "${part}" in its name`);
  if (json) console.log(JSON.stringify({ runs, seed, cores: availableParallelism(), costs }));
  else print(runs, costs);
}

function caseOf({ name, scenario }: Row): Case {
  const file = fileURLToPath(new URL(`scenarios/${scenario}.yaml`, import.meta.url));
  return { name, source: { kind: 'scenario', scenario: file }, options: {} };
}

function print(runs: number, costs: readonly Cost[]): void {
  const cores = availableParallelism();
  console.log(`${runs} rollouts a row, ${cores} cores.\n`);
  const lines = costs.map(({ name, seconds, coreSeconds, engine, traffic }) => [
    name,
    ((1000 * seconds) / runs).toFixed(1),
    ((1000 * coreSeconds) / runs / cores).toFixed(1),
    engine.toFixed(1),
    traffic.toFixed(1),
    (engine / traffic).toFixed(1),
  ]);
  const title = 'Rollouts of 24 hours, a tick every 10 s with 400 requests';
  const head = [
    'guardrails, canary',
    'seconds for 1,000',
    'with the cores for itself',
    'engine, µs of a core a tick',
    'traffic',
    'engine over traffic',
  ];
  console.log(drawn({ title, head, lines }));
}
