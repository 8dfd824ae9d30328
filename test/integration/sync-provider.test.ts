import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { FlagStore, startSyncServer } from '@lastgood/controller';
import { FlagdProvider } from '@openfeature/flagd-provider';
import { OpenFeature, type Client } from '@openfeature/server-sdk';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';

import {
  recommenderFlags,
  rollback,
  rolledBack,
  versionsFrom,
  writeFlagFile,
} from '../recommender.ts';

afterEach(() => OpenFeature.close());

/** Long enough for a loaded machine; the push itself takes about a millisecond. */
const soon = { timeout: 2000, interval: 5 };

it('shows a rollback to a connected provider: nobody gets the version, the others keep theirs', async () => {
  const store = await openStore(recommenderFlags(10));
  const server = await serve(store);
  const client = await connect(server.port);
  const before = await versionsFrom(client);
  expect(before.filter((version) => version === 'v13').length).toBeGreaterThan(50);

  const { version } = store.setOverlay(rollback);
  await vi.waitFor(async () => expect(await servedVersion(client)).toBe(version), soon);
  expect(await versionsFrom(client)).toEqual(rolledBack(before));
});

it('pushes a change of the flag file', async () => {
  const store = await openStore(recommenderFlags(10));
  const client = await connect((await serve(store)).port);
  const before = store.served.version;
  await writeFile(store.source, recommenderFlags(60));
  await vi.waitFor(async () => expect(await versionsFrom(client)).not.toContain('v12'), soon);
  expect(await servedVersion(client)).toBeGreaterThan(before);
});

it('gives a provider the flag set that it selects, and no other', async () => {
  const { port } = await serve(await openStore(recommenderFlags(10)));
  const everything = await versionsFrom(await connect(port));
  expect(await versionsFrom(await connect(port, 'flagSetId=shop'))).toEqual(everything);
  const other = await connect(port, 'flagSetId=other');
  expect(await versionsFrom(other)).toEqual(everything.map(() => 'none'));
});

it('is found again by the provider after it was closed and started on the same port', async () => {
  const store = await openStore(recommenderFlags(10));
  const first = await serve(store);
  const client = await connect(first.port);
  const before = await versionsFrom(client);

  await first.close();
  await sleep(500);
  expect(await versionsFrom(client)).toEqual(before);
  await serve(store, first.port);
  store.setOverlay(rollback);
  await vi.waitFor(
    async () => expect(await versionsFrom(client)).toEqual(rolledBack(before)),
    soon,
  );
});

async function openStore(flags: string): Promise<FlagStore> {
  const store = await FlagStore.open(await writeFlagFile(flags));
  onTestFinished(() => store.close());
  return store;
}

async function serve(store: FlagStore, port = 0): ReturnType<typeof startSyncServer> {
  const server = await startSyncServer({ store, port });
  onTestFinished(() => server.close());
  return server;
}

async function connect(port: number, selector?: string): Promise<Client> {
  const provider = new FlagdProvider({
    host: '127.0.0.1',
    port,
    resolverType: 'in-process',
    streamDeadlineMs: 0,
    keepAliveTime: 30_000,
    retryBackoffMaxMs: 250,
    // The first connection may take longer than the usual half second on a machine that is busy with tests.
    deadlineMs: 10_000,
    ...(selector !== undefined && { selector }),
  });
  await OpenFeature.setProviderAndWait(provider);
  return OpenFeature.getClient();
}

async function servedVersion(client: Client): Promise<number> {
  const { flagMetadata } = await client.getStringDetails('recommender-model', 'none');
  return Number(flagMetadata['version']);
}
