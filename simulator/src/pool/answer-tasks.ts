import { parentPort } from 'node:worker_threads';

import { failureOf, type Reply } from './messages.ts';

/**
 * In the program of a thread: answers the tasks that come, one after the other.
 *
 * @param answer to a task, which is of the kind that this program is given
 */
export function answerTasks(answer: (task: never) => unknown): void {
  parentPort?.on('message', (task) => {
    void replyTo(task as never, answer).then((reply) => parentPort?.postMessage(reply));
  });
}

async function replyTo(task: never, answer: (task: never) => unknown): Promise<Reply<unknown>> {
  try {
    return { answer: await answer(task) };
  } catch (error) {
    return failureOf(error);
  }
}
