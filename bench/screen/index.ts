import { setTimeout as pass } from 'node:timers/promises';

import { Random } from '@lastgood/simulator';
import { max, mean, quantile } from 'simple-statistics';

import { drawn } from '../report/table.ts';
import { App } from './app.ts';
import { scenes, type Scene } from './scenes.ts';

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 50 },
] as const;

/** Between two keys, in milliseconds: somewhere in between. */
const [shortest, longest] = [30, 330];

interface Options {
  /** Keys for each view and size. */
  readonly runs: number;
  readonly seed: number;
  readonly row: string;
  readonly json: boolean;
}

interface Answers {
  readonly scene: string;
  readonly size: string;
  /** Milliseconds from each key to the output that shows its effect. */
  readonly times: readonly number[];
  /** The same where no rollouts are made, and what the main thread took for each key, in milliseconds of a core. */
  readonly alone?: { readonly times: readonly number[]; readonly cost: number };
}

/**
 * How soon the app answers keys, which are pressed at random moments, while rollouts are made on all cores: the built app in
 * a process of its own, seen from outside.
 */
export async function screenBench({ runs, seed, row, json }: Options): Promise<void> {
  const all: Answers[] = [];
  for (const scene of scenes.filter(({ name }) => name.includes(row))) {
    for (const size of sizes) {
      const { times } = await answersIn(scene, size, { runs, seed, threads: true });
      const alone =
        scene.needsRollouts ?? (await answersIn(scene, size, { runs, seed, threads: false }));
      const name = `${size.columns}x${size.rows}`;
      all.push({ scene: scene.name, size: name, times, ...(alone !== true && { alone }) });
    }
  }
  if (all.length === 0) throw new Error(`no row has "${row}" in its name`);
  if (json) console.log(JSON.stringify({ runs, seed, answers: all }));
  else print(runs, all);
}

async function answersIn(
  scene: Scene,
  size: (typeof sizes)[number],
  { runs, seed, threads }: { runs: number; seed: number; threads: boolean },
): Promise<NonNullable<Answers['alone']>> {
  const app = new App({
    ...size,
    policy: 'five.lastgood.yaml',
    scenario: scene.scenario,
    virtual: scene.virtual,
    threads,
  });
  const random = new Random(seed);
  const times: number[] = [];
  try {
    await scene.ready(app, false);
    const before = await app.cpu();
    while (times.length < runs) {
      for (const { keys, effect } of scene.presses) {
        await pass(shortest + (longest - shortest) * random.uniform());
        await scene.ready(app, true);
        const seen = effect(app.screen());
        times.push(await app.timeOf(keys, (screen) => effect(screen) !== seen));
      }
    }
    return { times, cost: ((await app.cpu()) - before) / times.length };
  } finally {
    app.close();
  }
}

function print(runs: number, all: readonly Answers[]): void {
  console.log(`${runs} keys or a few more a row.\n`);
  const whole = (value: number): string => value.toFixed(0);
  const lines = all.map(({ scene, size, times, alone }) => [
    scene,
    size,
    ...[0.5, 0.9, 0.99].map((part) => whole(quantile([...times], part))),
    whole(max([...times])),
    `${whole(100 * mean(times.map((time) => (time <= 100 ? 1 : 0))))} %`,
    alone ? whole(quantile([...alone.times], 0.5)) : '-',
    alone ? alone.cost.toFixed(1) : '-',
  ]);
  const title = 'From a key to its effect on the screen, milliseconds';
  const head = [
    'view',
    'size',
    'median',
    'p90',
    'p99',
    'max',
    'within 100',
    'median without rollouts',
    'CPU a key without',
  ];
  console.log(drawn({ title, head, lines }));
}
