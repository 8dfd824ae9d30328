import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlagdProvider } from '@openfeature/flagd-provider';
import type { Client } from '@openfeature/server-sdk';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { flagdInProcess, ModelVersionHook, selectModel } from '../src/index.ts';
import { clientWith } from './clients.ts';
import { startSyncServer } from './sync-server.ts';

const variants = { v12: 'v12', v13: 'v13', 'v13-beta': 'v13' };
const draw = {
  fractional: [
    ['v12', 1],
    ['v13', 1],
  ],
};
const beta = { in: [{ var: 'email' }, ['ann@example.org']] };
const flag = { state: 'ENABLED', variants, defaultVariant: 'v12' };
const flags = {
  drawn: { ...flag, targeting: draw },
  'drawn-but-for-beta': { ...flag, targeting: { if: [beta, 'v13-beta', draw] } },
  'for-beta': { ...flag, targeting: { if: [beta, 'v13-beta', null] } },
  'without-a-rule': flag,
  disabled: { ...flag, state: 'DISABLED', targeting: draw },
  'without-a-default': { state: 'ENABLED', variants },
  'of-objects': { ...flag, variants: { v12: { url: '12' }, v13: { url: '13' } }, targeting: draw },
  'no-such-variant': { ...flag, targeting: { if: [true, 'v99'] } },
};
const configuration = JSON.stringify({ metadata: { version: 3 }, flags });

it('adds to where the flags come from what keeps a provider close to them, and nothing else', () => {
  expect(flagdInProcess({ host: 'flags.internal', tls: true })).toStrictEqual({
    host: 'flags.internal',
    tls: true,
    resolverType: 'in-process',
    streamDeadlineMs: 0,
    keepAliveTime: 30_000,
    retryBackoffMaxMs: 250,
  });
});

describe('flagd evaluating a file in the process', () => {
  const hook = new ModelVersionHook();
  let folder: string;
  let client: Client;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
    const offlineFlagSourcePath = join(folder, 'flags.json');
    writeFileSync(offlineFlagSourcePath, configuration);
    client = await clientWith(new FlagdProvider(flagdInProcess({ offlineFlagSourcePath })), hook);
  });
  afterAll(() => rm(folder, { recursive: true }));

  // The keys 0 and 3 fall into the first and the second half of `drawn`.
  it.each([
    ['drawn', { targetingKey: '0' }, 'v12', 'v12', 'TARGETING_MATCH', true],
    ['drawn', { targetingKey: '3' }, 'v13', 'v13', 'TARGETING_MATCH', true],
    ['drawn', {}, 'v12', 'v12', 'DEFAULT', false],
    ['drawn', { targetingKey: '' }, 'v12', 'v12', 'DEFAULT', false],
    ['for-beta', { email: 'ann@example.org' }, 'v13', 'v13-beta', 'TARGETING_MATCH', false],
    ['for-beta', { targetingKey: '1' }, 'v12', 'v12', 'DEFAULT', false],
    ['without-a-rule', { targetingKey: '1' }, 'v12', 'v12', 'STATIC', false],
    ['disabled', { targetingKey: '1' }, 'v11', undefined, 'DISABLED', false],
    ['without-a-default', { targetingKey: '1' }, 'v11', undefined, 'DEFAULT', false],
    ['of-objects', { targetingKey: '1' }, 'v11', undefined, 'ERROR', false],
    ['no-such-variant', { targetingKey: '1' }, 'v11', undefined, 'ERROR', false],
    ['no-such-flag', { targetingKey: '1' }, 'v11', undefined, 'ERROR', false],
  ])('%s with %j serves %s, variant %s, reason %s, randomised %s', async (...expected) => {
    const [flagKey, context, version, variant, reason, randomised] = expected;
    const model = await selectModel(client, flagKey, 'v11', context);
    expect({ ...model, record: undefined }).toMatchObject({ version, variant, reason, randomised });
  });

  it('keeps people who got the canary by name out of the comparison, and nobody else', async () => {
    const flagKey = 'drawn-but-for-beta';
    for (let key = 0; key < 400; key++) {
      const email = key % 4 ? 'bob@example.org' : 'ann@example.org';
      await client.getStringValue(flagKey, 'v11', { targetingKey: `request-${key}`, email });
    }
    const rows = hook.selections().filter((row) => row.flag === flagKey);
    const [byName, ...drawn] = rows.toSorted((a, b) => Number(a.randomised) - Number(b.randomised));
    expect(byName).toMatchObject({ version: 'v13', randomised: false, count: 100 });
    expect(drawn.map(({ version }) => version).toSorted()).toEqual(['v12', 'v13']);
    expect(drawn.reduce((sum, { count }) => sum + count, 0)).toBe(300);
  });

  it('draws among object values too, and tells the flag set version', async () => {
    const fallback = { version: 'v11', value: { url: '11' } };
    const model = await selectModel(client, 'of-objects', fallback, { targetingKey: '1' });
    expect(model).toMatchObject({ reason: 'TARGETING_MATCH', randomised: true, flagVersion: 3 });
    expect(`v${model.value.url}`).toBe(model.version);
  });
});

describe('flagd following a sync server', () => {
  it('asks for its selector, on a stream without a deadline', async () => {
    const server = await startSyncServer(configuration);
    const options = flagdInProcess({ host: '127.0.0.1', port: server.port, selector: 'models' });
    const client = await clientWith(new FlagdProvider(options));
    expect(await client.getStringValue('without-a-rule', 'v11')).toBe('v12');
    expect(server.calls).toEqual([{ selector: 'models', deadline: Infinity }]);
    server.stop();
  });

  it('is back soon after the server was gone', async () => {
    const server = await startSyncServer(configuration);
    const options = flagdInProcess({ host: '127.0.0.1', port: server.port });
    const client = await clientWith(new FlagdProvider(options));
    server.stop();
    expect(await client.getStringValue('without-a-rule', 'v11')).toBe('v12');
    const changed = configuration.replaceAll('"defaultVariant":"v12"', '"defaultVariant":"v13"');
    const again = await startSyncServer(changed, server.port);
    await vi.waitFor(
      async () => expect(await client.getStringValue('without-a-rule', 'v11')).toBe('v13'),
      { timeout: 4000 },
    );
    again.stop();
  });
});
