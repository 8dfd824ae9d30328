// The program of a worker thread: answers each batch with its delays.
import { parentPort } from 'node:worker_threads';

import type { Batch } from './cell.ts';
import { runBatch } from './rollout.ts';

parentPort?.on('message', (batch: Batch) => parentPort?.postMessage(runBatch(batch)));
