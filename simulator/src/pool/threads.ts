import { availableParallelism } from 'node:os';

import { Thread } from './thread.ts';

/** Tasks that belong together, handed out one by one. */
export interface Job<Task, Answer> {
  /** The next task; undefined when there is none left. */
  next(): Task | undefined;
  /** Hears each answer, in the order in which they come. */
  take(answer: Answer, task: Task): void;
}

interface Running<Task, Answer> {
  readonly job: Job<Task, Answer>;
  readonly settled: PromiseWithResolvers<void>;
  /** Tasks that threads are at. */
  open: number;
  /** Whether there may be tasks that no thread has begun. */
  more: boolean;
  over: boolean;
}

/** Threads of one program. They are started when there is something to do for them, and stay for the next job. */
export class Threads<Task, Answer> {
  readonly #program: URL;
  readonly #size: number;
  readonly #all = new Set<Thread<Task, Answer>>();
  readonly #idle: Thread<Task, Answer>[] = [];
  #jobs: Running<Task, Answer>[] = [];
  #closed = false;

  /**
   * @param program of the threads: calls `answerTasks`
   * @param size how many threads there are at most; as many as there are cores by default
   */
  constructor(program: URL, size: number = availableParallelism()) {
    this.#program = program;
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  /**
   * Does a job; several share the threads in turns. A thread begins a task only when it is free, so what is aborted costs no
   * more than the tasks that were begun: their answers are dropped.
   *
   * @throws the signal's reason as soon as it is aborted, what a task or the job threw, and LastgoodError `thread-ended`: the
   *   next task gets a new thread
   */
  async run(job: Job<Task, Answer>, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#closed) throw closedError();
    const settled = Promise.withResolvers<void>();
    const running: Running<Task, Answer> = { job, settled, open: 0, more: true, over: false };
    const abort = (): void => this.#end(running, () => settled.reject(signal?.reason));
    signal?.addEventListener('abort', abort, { once: true });
    this.#jobs.push(running);
    this.#feed();
    try {
      await settled.promise;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Ends all threads, and what they are at fails. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const running of this.#jobs) {
      this.#end(running, () => running.settled.reject(closedError()));
    }
    await Promise.all([...this.#all].map(async (thread) => thread.close()));
  }

  /** Gives each thread that is free a task, from one job after the other. */
  #feed(): void {
    while (this.#idle.length > 0 || this.#all.size < this.#size) {
      const found = this.#nextTask();
      if (!found) return;
      void this.#do(found.running, found.task);
    }
  }

  #nextTask(): { running: Running<Task, Answer>; task: Task } | undefined {
    for (const running of this.#jobs) {
      if (!running.more) continue;
      const task = this.#guarded(running, () => running.job.next());
      if (task === undefined) {
        running.more = false;
        this.#endIfDone(running);
        continue;
      }
      // The next one is another job's turn.
      this.#jobs = [...this.#jobs.filter((other) => other !== running), running];
      return { running, task };
    }
    return undefined;
  }

  async #do(running: Running<Task, Answer>, task: Task): Promise<void> {
    const thread = this.#free() ?? this.#started();
    running.open += 1;
    try {
      const answer = await thread.do(task);
      if (!running.over) running.job.take(answer, task);
    } catch (error) {
      this.#end(running, () => running.settled.reject(error));
    }
    running.open -= 1;
    if (thread.ended) this.#all.delete(thread);
    else this.#idle.push(thread);
    this.#endIfDone(running);
    this.#feed();
  }

  /** One that has nothing to do, if there is any; those that ended meanwhile are no more. */
  #free(): Thread<Task, Answer> | undefined {
    for (;;) {
      const thread = this.#idle.pop();
      if (!thread?.ended) return thread;
      this.#all.delete(thread);
    }
  }

  #started(): Thread<Task, Answer> {
    const thread = new Thread<Task, Answer>(this.#program);
    this.#all.add(thread);
    return thread;
  }

  #guarded<Result>(running: Running<Task, Answer>, act: () => Result): Result | undefined {
    try {
      return act();
    } catch (error) {
      this.#end(running, () => running.settled.reject(error));
      return undefined;
    }
  }

  #endIfDone(running: Running<Task, Answer>): void {
    if (!running.more && running.open === 0) this.#end(running, () => running.settled.resolve());
  }

  #end(running: Running<Task, Answer>, settle: () => void): void {
    if (running.over) return;
    running.over = true;
    running.more = false;
    this.#jobs = this.#jobs.filter((other) => other !== running);
    settle();
  }
}

function closedError(): Error {
  return new Error('the threads have been closed');
}
