import { ThreadedEvaluator } from '@lastgood/simulator';

import { progress } from '../pool/progress.ts';
import { drawn } from '../report/table.ts';
import { freshTimes, seedsFor, tuneAndTry, type Held } from './repeat.ts';
import { coverageTable, expectedInside, figuresTable, type RowResult } from './report.ts';
import { openRow, rows, type Row } from './rows.ts';

/** Seeds that each row has for itself: its figures do not depend on which others are measured. */
const seedsOfRow = 10_000_000;

interface Options {
  /** Rollouts of each case for each policy that a search measures. */
  readonly runs: number;
  readonly seed: number;
  readonly row: string;
  readonly json: boolean;
}

/** Whether what `tune` predicts of a policy holds on fresh seeds. */
export async function tuningBench({ runs, seed, row: part, json }: Options): Promise<void> {
  const asked = rows.filter(({ name }) => name.includes(part));
  if (asked.length === 0) throw new Error(`no row has "${part}" in its name`);
  const total = asked.reduce((sum, { repetitions }) => sum + repetitions, 0);
  const bar = progress(total);
  const evaluator = new ThreadedEvaluator();
  const results: RowResult[] = [];
  let done = 0;
  try {
    for (const row of asked) {
      const firstSeed = seed + rows.indexOf(row) * seedsOfRow;
      const tunings = await tuningsOf(row, { runs, firstSeed, evaluator }, () => {
        done += 1;
        bar.tell(done);
      });
      results.push({ name: row.name, tunings });
    }
  } finally {
    bar.end();
    await evaluator.close();
  }
  if (json) console.log(JSON.stringify({ runs, seed, freshTimes, rows: results }));
  else print(runs, seed, results);
}

async function tuningsOf(
  row: Row,
  {
    runs,
    firstSeed,
    evaluator,
  }: { readonly runs: number; readonly firstSeed: number; readonly evaluator: ThreadedEvaluator },
  onDone: () => void,
): Promise<(Held[] | undefined)[]> {
  const { start, cases } = await openRow(row);
  const { limit } = row;
  const tunings: (Held[] | undefined)[] = [];
  for (let repetition = 0; repetition < row.repetitions; repetition += 1) {
    const seed = firstSeed + repetition * seedsFor(runs);
    tunings.push(await tuneAndTry({ start, cases, limit, evaluator, runs, seed }));
    onDone();
  }
  return tunings;
}

function print(runs: number, seed: number, results: readonly RowResult[]): void {
  console.log(
    `${runs} rollouts of each case for each policy, and ${freshTimes * runs} fresh ones of the tuned one; first seed ${seed}.`,
  );
  console.log(`\n### What tune predicts, on fresh seeds`);
  for (const table of [figuresTable(results), coverageTable(results)]) {
    console.log(`\n${drawn(table)}`);
  }
  const tunings = results.flatMap((row) => row.tunings);
  const without = tunings.filter((held) => held === undefined).length;
  console.log(
    `\nTo expect: ${(100 * expectedInside(freshTimes)).toFixed(1)} %, since the fresh figure varies, too.` +
      ` ${without} of ${tunings.length} tunings found no policy within the limit, and predicted nothing.`,
  );
}
