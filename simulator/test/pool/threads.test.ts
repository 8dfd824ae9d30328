import { afterEach, describe, expect, test } from 'vitest';

import { Threads, type Job } from '../../src/pool/threads.ts';

type Task = number | string;

const program = new URL('./programs/odd.ts', import.meta.url);
const all: Threads<Task, number>[] = [];

function threadsOf(size: number): Threads<Task, number> {
  const threads = new Threads<Task, number>(program, size);
  all.push(threads);
  return threads;
}

afterEach(async () => {
  await Promise.all(all.splice(0).map((threads) => threads.close()));
});

/** A job of these tasks, and what was answered. */
function jobOf(tasks: Iterable<Task>): Job<Task, number> & { readonly answers: Map<Task, number> } {
  const queue = tasks[Symbol.iterator]();
  const answers = new Map<Task, number>();
  return {
    answers,
    next: () => queue.next().value,
    take: (answer, task) => void answers.set(task, answer),
  };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, place) => place);

test.each([1, 3])('%d threads answer each task once', async (size) => {
  const job = jobOf(upTo(50));
  await threadsOf(size).run(job);
  expect(job.answers.size).toBe(50);
  for (const [task, answer] of job.answers) expect(answer).toBe(Number(task) ** 2);
});

test('a job without tasks is done', async () => {
  const job = jobOf([]);
  await threadsOf(1).run(job);
  expect(job.answers.size).toBe(0);
});

test('there are as many threads as cores, and one at least', () => {
  expect(new Threads(program).size).toBeGreaterThanOrEqual(1);
});

test('jobs take turns, so that a short one does not wait for a long one', async () => {
  const threads = threadsOf(1);
  const long = jobOf(upTo(200));
  const short = jobOf(upTo(5));
  const running = threads.run(long);
  await threads.run(short);
  expect(long.answers.size).toBeLessThan(20);
  await running;
  expect(long.answers.size).toBe(200);
});

describe('an error', () => {
  test.each([
    ['refuse', { name: 'LastgoodError', code: 'odd-refused', message: 'the task is refused' }],
    ['fail', { message: expect.stringContaining('TypeError: the program is wrong') }],
    ['exit', { code: 'thread-ended', message: 'a thread of the simulation ended: exit code 3' }],
    ['crash', { code: 'thread-ended', message: expect.stringContaining('out of order') }],
  ])('of a task that says "%s" ends its job alone', async (task, error) => {
    const threads = threadsOf(2);
    const other = jobOf(upTo(20));
    const [broken] = await Promise.allSettled([
      threads.run(jobOf([1, task, 2, 3])),
      threads.run(other),
    ]);
    expect(broken).toMatchObject({ status: 'rejected', reason: error });
    expect(other.answers.size).toBe(20);
    const next = jobOf(upTo(10));
    await threads.run(next);
    expect(next.answers.size).toBe(10);
  });

  test('of the job itself ends it', async () => {
    const threads = threadsOf(1);
    const fail = (): never => {
      throw new Error('no more');
    };
    await expect(threads.run({ next: fail, take: () => {} })).rejects.toThrow('no more');
    await expect(threads.run({ next: () => 1, take: fail })).rejects.toThrow('no more');
  });
});

test('a thread that died while it had nothing to do is replaced', async () => {
  const threads = threadsOf(1);
  const exited = Promise.withResolvers<void>();
  process.once('worker', (worker) => worker.once('exit', () => exited.resolve()));
  await threads.run(jobOf(['die later']));
  await exited.promise;
  const job = jobOf(upTo(3));
  await threads.run(job);
  expect(job.answers.size).toBe(3);
});

describe('an abort', () => {
  test('ends a job at once, and no answer follows', async () => {
    const threads = threadsOf(2);
    const aborting = new AbortController();
    const job = jobOf(upTo(1000));
    const running = threads.run(
      {
        next: () => job.next(),
        take: (answer, task) => {
          job.take(answer, task);
          if (job.answers.size === 10) aborting.abort(new Error('enough'));
        },
      },
      aborting.signal,
    );
    await expect(running).rejects.toThrow('enough');
    await threads.run(jobOf(upTo(10)));
    expect(job.answers.size).toBe(10);
  });

  test('of one job leaves another one alone', async () => {
    const threads = threadsOf(1);
    const aborting = new AbortController();
    const other = jobOf(upTo(50));
    const running = threads.run(other);
    const aborted = threads.run(jobOf(upTo(1000)), aborting.signal);
    aborting.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    await running;
    expect(other.answers.size).toBe(50);
  });
});

test('closed, they do nothing any more', async () => {
  const threads = threadsOf(2);
  const [cut] = await Promise.allSettled([threads.run(jobOf(upTo(1000))), threads.close()]);
  expect(cut).toMatchObject({ status: 'rejected', reason: { message: expect.any(String) } });
  await expect(threads.run(jobOf([1]))).rejects.toThrow('the threads have been closed');
});
