import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import type { Batch, Delays } from './cell.ts';

/** Runs batches on all cores; the results are in the order of the batches, whoever ran them. */
export async function runBatches(
  batches: readonly Batch[],
  onProgress: (done: number) => void,
): Promise<Delays[]> {
  const results: Delays[] = [];
  const queue = batches.entries();
  let done = 0;
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('./worker.ts', import.meta.url)),
  );
  await Promise.all(
    workers.map(async (worker) => {
      for (const [place, batch] of queue) {
        worker.postMessage(batch);
        const [delays] = (await once(worker, 'message')) as [Delays];
        results[place] = delays;
        done += 1;
        onProgress(done);
      }
      await worker.terminate();
    }),
  );
  return results;
}
