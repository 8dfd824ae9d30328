import { expect, vi } from 'vitest';

import type { LineProcess } from './line-process.ts';
import {
  recommenderFlags,
  rollback,
  rolledBack,
  targetingKeys,
  writeFlagFile,
} from '../recommender.ts';
import { startSyncServerProcess, type Evaluated } from './start.ts';

/**
 * Services connect to Lastgood's sync server, see a rollback, go on while the server is killed, and see the next
 * rollback within 2 s when it has been started again. At every step all of them give all keys the same versions.
 */
export async function expectToFollow(
  startServices: readonly ((port: number) => LineProcess)[],
): Promise<void> {
  const flagFile = await writeFlagFile(recommenderFlags(10));
  const first = await startSyncServerProcess(flagFile);
  const port = await first.ask<number>(0);
  const services = startServices.map((start) => start(port));
  const evaluate = async (keys: readonly string[]): Promise<Evaluated[]> =>
    await Promise.all(services.map((service) => service.ask<Evaluated>(keys)));

  const [before] = (await evaluate(targetingKeys)) as [Evaluated];
  expect(before.versions.filter((version) => version === 'v13').length).toBeGreaterThan(50);
  expect(await evaluate(targetingKeys)).toEqual(services.map(() => before));
  const versions = rolledBack(before.versions);

  const expectAllRolledBack = async (served: number): Promise<void> => {
    await vi.waitFor(
      async () => {
        for (const evaluated of await evaluate([])) expect(evaluated.served).toBe(served);
      },
      { timeout: 2000, interval: 10 },
    );
    expect(await evaluate(targetingKeys)).toEqual(services.map(() => ({ served, versions })));
  };
  const served = await first.ask<number>(rollback);
  await expectAllRolledBack(served);

  // The one that takes over has been loaded by then, so that this does not measure how fast a program starts.
  const second = await startSyncServerProcess(flagFile);
  await first.kill();
  await expectAllRolledBack(served);
  expect(await second.ask(port)).toBe(port);
  const servedAgain = await second.ask<number>(rollback);
  expect(servedAgain).toBeGreaterThan(served);
  await expectAllRolledBack(servedAgain);

  expect(await Promise.all(services.map((service) => service.end()))).toEqual(
    services.map(() => 0),
  );
  expect(await second.end()).toBe(0);
}
