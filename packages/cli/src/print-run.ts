import { reportRun, run, type PreparedRun, type RunView } from '@lastgood/simulator';

import type { Output } from './command.ts';
import { progressOn } from './progress.ts';

/** Runs to the end and prints what happens as it does, or with `json` one object; and in between how far it has come. */
export async function printRun(
  prepared: PreparedRun,
  json: boolean,
  output: Output,
): Promise<void> {
  const progress = progressOn('running');
  const print = (line: string): void => {
    progress?.clear();
    output.stdout(`${line}\n`);
  };
  const views = followed(run(prepared), ({ tick, ticks }) => progress?.show(tick / ticks));
  try {
    if (json) await printSummary(views, print);
    else await reportRun(views, print);
  } finally {
    progress?.clear();
  }
}

async function printSummary(
  views: AsyncIterable<RunView>,
  print: (line: string) => void,
): Promise<void> {
  for await (const { summary } of views) {
    if (summary) print(JSON.stringify(summary));
  }
}

async function* followed(
  views: AsyncIterable<RunView>,
  follow: (view: RunView) => void,
): AsyncGenerator<RunView, void> {
  for await (const view of views) {
    follow(view);
    yield view;
  }
}
