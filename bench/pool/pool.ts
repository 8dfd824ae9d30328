import { Threads } from '@lastgood/simulator';

import type { Batch } from './batch.ts';

/** Runs batches on all cores; the results are in the order of the batches, whoever ran them. */
export async function runBatches(
  batches: readonly Batch[],
  onProgress: (done: number) => void,
): Promise<unknown[][]> {
  const results = new Map<Batch, unknown[]>();
  const queue = batches.values();
  const threads = new Threads<Batch, unknown[]>(new URL('./worker.ts', import.meta.url));
  try {
    await threads.run({
      next: () => queue.next().value,
      take(answer, batch) {
        results.set(batch, answer);
        onProgress(results.size);
      },
    });
  } finally {
    await threads.close();
  }
  return batches.map((batch) => results.get(batch) ?? []);
}
