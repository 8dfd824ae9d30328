import { FlagStore, rollBackFile, startSyncServer } from '@lastgood/controller';
import { FlagdProvider } from '@openfeature/flagd-provider';
import { OpenFeature, type Client } from '@openfeature/server-sdk';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { hasFlagd, startFlagd } from '../processes/flagd.ts';
import {
  recommenderFlags,
  rollback,
  rolledBack,
  versionsFrom,
  writeFlagFile,
} from '../recommender.ts';

afterEach(() => OpenFeature.close());

describe.skipIf(!hasFlagd)('the flagd daemon', () => {
  it('follows the sync server, and finds it again after it was away', async () => {
    const store = await FlagStore.open(await writeFlagFile(recommenderFlags(10)));
    onTestFinished(() => store.close());
    const server = await startSyncServer({ store, port: 0 });
    onTestFinished(() => server.close());
    const client = await connect(
      await startFlagd({ uri: `127.0.0.1:${server.port}`, provider: 'grpc' }),
    );
    const before = await versionsFrom(client);

    store.setOverlay(rollback);
    await expectVersions(client, rolledBack(before), 10_000);

    await server.close();
    store.setOverlay({ rollbacks: [] });
    const again = await startSyncServer({ store, port: server.port });
    onTestFinished(() => again.close());
    // It waits 4 s before it tries again, then 16 s.
    await expectVersions(client, before, 30_000);
  });

  it('follows a flag file that is rolled back by hand', async () => {
    const file = await writeFlagFile(recommenderFlags(10));
    const client = await connect(await startFlagd({ uri: file, provider: 'file' }));
    const before = await versionsFrom(client);
    await rollBackFile({ file, flag: 'recommender-model', from: 'v13', to: 'v12' });
    // It looks at the file each second.
    await expectVersions(client, rolledBack(before), 10_000);
  });
});

async function connect(port: number): Promise<Client> {
  const provider = new FlagdProvider({
    host: '127.0.0.1',
    port,
    resolverType: 'rpc',
    deadlineMs: 10_000,
  });
  await OpenFeature.setProviderAndWait(provider);
  const client = OpenFeature.getClient();
  // flagd takes calls before it has read its source.
  await vi.waitFor(async () => expect(await versionsFrom(client)).toContain('v13'), {
    timeout: 10_000,
    interval: 100,
  });
  return client;
}

async function expectVersions(client: Client, versions: string[], timeout: number): Promise<void> {
  await vi.waitFor(async () => expect(await versionsFrom(client)).toEqual(versions), {
    timeout,
    interval: 100,
  });
}
