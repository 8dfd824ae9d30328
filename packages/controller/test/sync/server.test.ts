import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { afterEach, describe, expect, it, vi } from 'vitest';

import type { FlagsResponse } from '../../src/sync/protocol.ts';
import { startSyncServer, type SyncServer } from '../../src/sync/server.ts';
import { endOf, nextFlags, SyncClient, type Asked } from './client.ts';
import { FakeStore, flagSet, largeFlagSet } from './fake-store.ts';

const servers: SyncServer[] = [];
const clients: SyncClient[] = [];

async function start(store: FakeStore): Promise<SyncServer> {
  const server = await startSyncServer({ store, port: 0 });
  servers.push(server);
  return server;
}

function connectTo(server: SyncServer, options?: Record<string, unknown>): SyncClient {
  const client = new SyncClient(server.port, options);
  clients.push(client);
  return client;
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('SyncFlags', () => {
  it('sends the flags at once, and again after every change, to every stream', async () => {
    const store = new FakeStore(flagSet('v12'));
    const server = await start(store);
    const streams = [connectTo(server).sync(), connectTo(server).sync()];
    const first = await Promise.all(streams.map(nextFlags));
    expect(first).toEqual([flagSet('v12'), flagSet('v12')]);
    expect(server.streams).toBe(2);

    const second = Promise.all(streams.map(nextFlags));
    store.set(flagSet('v13'));
    expect(await second).toEqual([flagSet('v13'), flagSet('v13')]);
  });

  it('sends nothing when the client would get the same again', async () => {
    const store = new FakeStore(flagSet('v12', { flagSetId: 'shop' }));
    const stream = connectTo(await start(store)).sync({ selector: 'flagSetId=other' });
    const received: unknown[] = [];
    stream.on('data', (message) => received.push(message));
    await once(stream, 'data');

    store.set(flagSet('v13', { flagSetId: 'shop' }));
    store.set(flagSet('v13', { flagSetId: 'other' }));
    await once(stream, 'data');
    expect(received).toHaveLength(2);
  });

  it('forgets a client that cancels', async () => {
    const store = new FakeStore(flagSet('v12'));
    const server = await start(store);
    const stream = connectTo(server).sync();
    await nextFlags(stream);
    stream.cancel();
    await vi.waitFor(() => expect(server.streams).toBe(0));
    expect(store.listeners.size).toBe(0);
  });

  it('sends a client that reads slowly the newest flags, not all that it missed', async () => {
    const store = new FakeStore(largeFlagSet(0));
    const stream = connectTo(await start(store)).sync();
    await nextFlags(stream);
    stream.pause();
    for (let change = 1; change <= 100; change += 1) {
      store.set(largeFlagSet(change));
      await sleep(1);
    }

    const changes: number[] = [];
    stream.on('data', ({ flagConfiguration }: FlagsResponse) =>
      changes.push(JSON.parse(flagConfiguration).metadata.change),
    );
    stream.resume();
    await vi.waitFor(() => expect(changes.at(-1)).toBe(100));
    expect(changes.length).toBeLessThan(25);
  });

  it('refuses an unknown selector key', async () => {
    const stream = connectTo(await start(new FakeStore(flagSet('v12')))).sync({
      selector: 'app=a',
    });
    const end = await endOf(stream);
    expect(end.code).toBe(status.INVALID_ARGUMENT);
    expect(end.details).toBe('unknown selector key "app": valid keys are "flagSetId" and "source"');
  });
});

describe('FetchAllFlags', () => {
  it('answers with the flags of this moment', async () => {
    const store = new FakeStore(flagSet('v12'));
    const client = connectTo(await start(store));
    store.set(flagSet('v13'));
    expect(await client.ask('FetchAllFlags')).toEqual({
      flagConfiguration: JSON.stringify(flagSet('v13')),
    });
  });

  it('refuses an unknown selector key', async () => {
    const client = connectTo(await start(new FakeStore(flagSet('v12'))));
    await expect(client.ask('FetchAllFlags', { selector: 'app=a' })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
  });
});

describe('a selector', () => {
  const shop = flagSet('v12', { flagSetId: 'shop' });
  const none = { flags: {} };

  it.each<[string, Asked, unknown]>([
    ['in the request', { selector: 'flagSetId=shop' }, shop],
    ['in the header', { header: 'flagSetId=shop' }, shop],
    ['in both: the header wins', { selector: 'flagSetId=shop', header: 'flagSetId=other' }, none],
    ['in an empty header: the request counts', { selector: 'flagSetId=other', header: '' }, none],
  ])('%s', async (_where, asked, expected) => {
    const client = connectTo(await start(new FakeStore(shop)));
    expect(await nextFlags(client.sync(asked))).toEqual(expected);
    expect(await client.ask('FetchAllFlags', asked)).toEqual({
      flagConfiguration: JSON.stringify(expected),
    });
  });
});

it('answers GetMetadata with no context', async () => {
  const client = connectTo(await start(new FakeStore(flagSet('v12'))));
  expect(await client.ask('GetMetadata')).toEqual({ metadata: { fields: {} } });
});

it('lets clients ping as often as they like', async () => {
  const server = await start(new FakeStore(flagSet('v12')));
  const session = connectHttp2(`http://127.0.0.1:${server.port}`);
  const goneAway = vi.fn<() => void>();
  session.on('goaway', goneAway);
  await once(session, 'connect');
  for (let ping = 0; ping < 100; ping += 1) {
    await new Promise((resolve) => session.ping(resolve));
  }
  expect(goneAway).not.toHaveBeenCalled();
  session.destroy();
});

describe('close', () => {
  it('ends every stream with UNAVAILABLE, never with OK', async () => {
    const server = await start(new FakeStore(flagSet('v12')));
    const streams = [connectTo(server).sync(), connectTo(server).sync()];
    await Promise.all(streams.map(nextFlags));
    const ends = Promise.all(streams.map(endOf));
    await server.close();
    expect((await ends).map(({ code }) => status[code])).toEqual(['UNAVAILABLE', 'UNAVAILABLE']);
  });

  it('does not wait for a client that does not read, and does not tell it OK', async () => {
    const store = new FakeStore(largeFlagSet(0));
    const server = await start(store);
    const stream = connectTo(server).sync();
    await nextFlags(stream);
    stream.pause();
    store.set(largeFlagSet(1));
    store.set(largeFlagSet(2));
    await sleep(50);
    const end = endOf(stream);
    await server.close();
    stream.resume();
    expect((await end).code).not.toBe(status.OK);
  });

  it('does not wait for a connection that says nothing', async () => {
    const server = await start(new FakeStore(flagSet('v12')));
    const socket = connect(server.port, '127.0.0.1').resume();
    await once(socket, 'connect');
    await server.close();
    await vi.waitFor(() => expect(socket.closed).toBe(true));
  });

  it('frees the port, and may be called again', async () => {
    const server = await start(new FakeStore(flagSet('v12')));
    await Promise.all([server.close(), server.close()]);
    await server.close();
    const again = createServer();
    again.listen(server.port, '127.0.0.1');
    await once(again, 'listening');
    expect(again.listening).toBe(true);
    again.close();
  });
});

describe('listening', () => {
  it('names the address that is in use', async () => {
    const { port } = await start(new FakeStore(flagSet('v12')));
    await expect(
      startSyncServer({ store: new FakeStore(flagSet('v12')), port }),
    ).rejects.toMatchObject({
      code: 'port-in-use',
      message: `127.0.0.1:${port} is in use by another program`,
    });
  });

  it('names the address that it cannot listen on', async () => {
    await expect(
      startSyncServer({ store: new FakeStore(flagSet('v12')), host: '192.0.2.1', port: 0 }),
    ).rejects.toMatchObject({
      code: 'cannot-listen',
      message: expect.stringContaining('192.0.2.1:0'),
    });
  });

  it('refuses a port that does not exist', async () => {
    await expect(
      startSyncServer({ store: new FakeStore(flagSet('v12')), port: 99_999 }),
    ).rejects.toMatchObject({ code: 'cannot-listen', message: expect.stringContaining('99999') });
  });
});
