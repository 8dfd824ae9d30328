import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import type { Batch } from './batch.ts';

/** Runs batches on all cores; the results are in the order of the batches, whoever ran them. */
export async function runBatches(
  batches: readonly Batch[],
  onProgress: (done: number) => void,
): Promise<unknown[][]> {
  const results: unknown[][] = [];
  const queue = batches.entries();
  let done = 0;
  const workers = Array.from(
    { length: Math.min(availableParallelism(), batches.length) },
    () => new Worker(new URL('./worker.ts', import.meta.url)),
  );
  await Promise.all(
    workers.map(async (worker) => {
      for (const [place, batch] of queue) {
        worker.postMessage(batch);
        const [answer] = (await once(worker, 'message')) as [unknown[]];
        results[place] = answer;
        done += 1;
        onProgress(done);
      }
      await worker.terminate();
    }),
  );
  return results;
}
