// The program of a worker thread: answers each batch with what its rollouts came to.
import { answerTasks } from '@lastgood/simulator';

import { sections } from '../sections.ts';
import type { Batch } from './batch.ts';

answerTasks(({ section, row, firstSeed, runs }: Batch) => {
  const found = sections
    .find(({ name }) => name === section)
    ?.rows.find(({ name }) => name === row);
  if (!found) throw new Error(`there is no row "${row}" of "${section}"`);
  return Array.from({ length: runs }, (_, run) => found.measure(firstSeed + run));
});
