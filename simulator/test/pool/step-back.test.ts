import { getPriority } from 'node:os';

import { expect, test } from 'vitest';

import { Threads } from '../../src/pool/threads.ts';

test.runIf(process.platform === 'linux')('a thread steps back, and no other with it', async () => {
  const before = getPriority();
  const threads = new Threads<number, [number, number]>(
    new URL('programs/stepping-back.ts', import.meta.url),
    1,
  );
  const answers: [number, number][] = [];
  const tasks = [1];
  await threads.run({ next: () => tasks.pop(), take: (answer) => void answers.push(answer) });
  await threads.close();
  expect(answers).toEqual([[before, Math.max(before, 10)]]);
  expect(getPriority()).toBe(before);
});
