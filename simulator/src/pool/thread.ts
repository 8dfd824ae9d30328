import { Worker } from 'node:worker_threads';

import { LastgoodError } from '@lastgood/triggers';

import { answerIn, type Reply } from './messages.ts';

// From the sources, in tests, the packages are resolved to their sources as well.
const execArgv = import.meta.url.endsWith('.ts') ? ['--conditions=lastgood-source'] : [];

/** What one tick makes is of no use in the next: with room for more of it, a tenth of the time is not spent on collecting it. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };

/** A thread, which does one task at a time. */
export class Thread<Task, Answer> {
  readonly #worker: Worker;
  #waiting: PromiseWithResolvers<Answer> | undefined;
  #ended: LastgoodError | undefined;

  /** @param program calls `answerTasks` */
  constructor(program: URL) {
    this.#worker = new Worker(program, { execArgv, resourceLimits });
    this.#worker.on('message', (reply: Reply<Answer>) => {
      const waiting = this.#waiting;
      this.#waiting = undefined;
      try {
        waiting?.resolve(answerIn(reply));
      } catch (error) {
        waiting?.reject(error);
      }
    });
    this.#worker.on('error', (error) => this.#end(String(error)));
    this.#worker.on('exit', (code) => this.#end(`exit code ${code}`));
  }

  /** Whether it does nothing any more, not even the next task. */
  get ended(): boolean {
    return this.#ended !== undefined;
  }

  /**
   * Does a task; only one at a time.
   *
   * @throws what the program threw, and LastgoodError `thread-ended` if the thread is no more
   */
  async do(task: Task): Promise<Answer> {
    if (this.#ended) throw this.#ended;
    this.#waiting = Promise.withResolvers();
    this.#worker.postMessage(task);
    return this.#waiting.promise;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #end(how: string): void {
    this.#ended ??= new LastgoodError('thread-ended', `a thread of the simulation ended: ${how}`);
    this.#waiting?.reject(this.#ended);
    this.#waiting = undefined;
  }
}
