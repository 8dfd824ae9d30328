import type { Cell } from './cell.ts';
import { runBatches } from './pool.ts';
import { summarise, type Row } from './summary.ts';
import { table } from './table.ts';

export interface TriggersBenchOptions {
  /** Rollouts for each row. */
  readonly runs: number;
  readonly seed: number;
  /** Bad rates of the canary; the baseline's is 1 %. */
  readonly rates: readonly number[];
  readonly json: boolean;
}

const batchSize = 25;
const toCanary = { canary: 20, baseline: 380 };
const splits = [toCanary, { canary: 20, baseline: 20 }];
/** How long a healthy canary is watched for false rollbacks, in its requests; and a faulty one at most. */
const horizon = { healthy: 200_000, faulty: 2_000_000 };

type Arms = Pick<Cell, 'baselineRate' | 'canaryRate'>;
type Hysteresis = Pick<Cell, 'minBadTicks' | 'attempts'>;

function cells(arms: readonly Arms[], risks: readonly number[], hysteresis: Hysteresis): Cell[] {
  return risks.flatMap((risk) =>
    splits.flatMap((split) =>
      arms.map((rates) => ({
        ...split,
        ...rates,
        ...hysteresis,
        risk,
        faultTick: 1,
        horizon: rates.canaryRate > rates.baselineRate ? horizon.faulty : horizon.healthy,
      })),
    ),
  );
}

/** False rollbacks, and the canary requests that a rollback takes, against the theoretical limit. */
export async function triggersBench({
  runs,
  seed,
  rates,
  json,
}: TriggersBenchOptions): Promise<void> {
  const rare = rates.map((canaryRate) => ({ baselineRate: 0.01, canaryRate }));
  const common = [0.165, 0.18, 0.2].map((canaryRate) => ({ baselineRate: 0.15, canaryRate }));
  const plain = { minBadTicks: 1, attempts: 1 };
  const sections = [
    {
      title: 'Rare bad outcomes, minBadTicks 1, attempts 1',
      cells: cells(rare, [0.05, 0.01], plain),
    },
    {
      title: 'Common bad outcomes, minBadTicks 1, attempts 1',
      cells: cells(common, [0.01], plain),
    },
    {
      title: 'Rare bad outcomes, the defaults: minBadTicks 3, attempts 3 (the first of them)',
      cells: cells(rare, [0.01], { minBadTicks: 3, attempts: 3 }),
    },
    {
      title:
        'Late change at tick 5000, rare bad outcomes, minBadTicks 1, attempts 1: delay from there',
      cells: [0.02, 0.05].map((canaryRate) => ({
        ...toCanary,
        ...plain,
        baselineRate: 0.01,
        canaryRate,
        risk: 0.01,
        faultTick: 5000,
        horizon: horizon.faulty,
      })),
    },
  ];

  const all = sections.flatMap((section) => section.cells);
  const perCell = Math.ceil(runs / batchSize);
  const batches = all.flatMap((cell, place) =>
    Array.from({ length: perCell }, (_, batch) => ({
      cell,
      // Every row has seeds of its own, so that rows are independent of each other.
      firstSeed: seed + place * runs + batch * batchSize,
      runs: Math.min(batchSize, runs - batch * batchSize),
    })),
  );
  const delays = await runBatches(batches, (done) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${batches.length} batches`);
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');

  const rows = all.map((cell, place) =>
    summarise(cell, delays.slice(place * perCell, (place + 1) * perCell).flat()),
  );
  if (json) {
    console.log(JSON.stringify({ runs, seed, rows }));
    return;
  }
  print(sections, rows, runs, seed);
}

function print(
  sections: readonly { title: string; cells: readonly Cell[] }[],
  rows: readonly Row[],
  runs: number,
  seed: number,
): void {
  console.log(
    `${runs} rollouts a row, first seed ${seed}. Delays are canary requests to the rollback; a healthy canary is\n` +
      `watched for ${horizon.healthy} requests. The limit is ln(1/risk) over the information of a canary request.`,
  );
  for (const section of sections) {
    const own = rows.filter(({ cell }) => section.cells.includes(cell));
    console.log(`\n${section.title}\n\n${table(own)}`);
  }
}
