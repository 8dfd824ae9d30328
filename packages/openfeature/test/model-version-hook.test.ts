import { OpenFeature, type Hook } from '@openfeature/server-sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { ModelVersionHook } from '../src/index.ts';
import { clientWith, LogBook } from './clients.ts';
import { flags, inMemory } from './flags.ts';

afterEach(() => OpenFeature.clearHooks());

describe('ModelVersionHook', () => {
  it('counts selections by version and reason, and marks what was not randomised', async () => {
    const hook = new ModelVersionHook({ flags: { 'recommender-model': ['v12', 'v13'] } });
    const client = await clientWith(inMemory(), hook);
    for (const targetingKey of ['1', '2', '7', 'beta-tester', '17', '3']) {
      await client.getStringValue('recommender-model', 'v12', { targetingKey });
    }
    await client.getNumberValue('recommender-model', 0); // the wrong type: an error

    const flag = 'recommender-model';
    const reason = 'TARGETING_MATCH';
    expect(hook.selections()).toEqual([
      { flag, version: 'v12', reason, randomised: true, count: 3 },
      { flag, version: 'v13', reason, randomised: true, count: 2 },
      { flag, version: 'v13', reason, randomised: false, count: 1 },
      { flag, version: 'code default', reason: 'ERROR', randomised: false, count: 1 },
    ]);
  });

  it('gives a snapshot that later selections do not change', async () => {
    const hook = new ModelVersionHook();
    const client = await clientWith(inMemory(), hook);
    await client.getStringValue('fixed-model', 'v0');
    const before = hook.selections();
    await client.getStringValue('fixed-model', 'v0');
    expect(before).toMatchObject([
      { version: 'v1', reason: 'STATIC', randomised: false, count: 1 },
    ]);
    expect(hook.selections()).toMatchObject([{ count: 2 }]);
  });

  it('ignores flags that are not named as model flags', async () => {
    const hook = new ModelVersionHook({ flags: { 'fixed-model': 'by-name' } });
    const client = await clientWith(inMemory(), hook);
    await client.getBooleanValue('dark-mode', false);
    await client.getStringValue('constructor', 'none');
    await client.getStringValue('fixed-model', 'v0');
    expect(hook.selections()).toMatchObject([{ flag: 'fixed-model', count: 1 }]);
  });

  it('observes every client when it is added to the API', async () => {
    const hook = new ModelVersionHook();
    OpenFeature.addHooks(hook);
    for (const client of [await clientWith(inMemory()), await clientWith(inMemory())]) {
      await client.getStringValue('fixed-model', 'v0');
    }
    expect(hook.selections()).toMatchObject([{ count: 2 }]);
  });

  it.each([...Object.keys(flags), 'no-such-flag'])(
    'leaves the evaluation of %s as it is',
    async (flag) => {
      const observed = await clientWith(inMemory(), new ModelVersionHook());
      const bare = await clientWith(inMemory());
      for (const targetingKey of ['1', '7', 'beta-tester', '']) {
        const context = { targetingKey };
        expect(await observed.getStringDetails(flag, 'v0', context)).toEqual(
          await bare.getStringDetails(flag, 'v0', context),
        );
        expect(await observed.getObjectDetails(flag, { url: '' }, context)).toEqual(
          await bare.getObjectDetails(flag, { url: '' }, context),
        );
      }
    },
  );

  const vetoing: Hook = {
    after() {
      throw new Error('refused');
    },
  };
  const failing: Hook = {
    finally() {
      throw new Error('broken');
    },
  };
  it.each([
    ['before', (hook: Hook) => [hook, vetoing, failing]],
    ['between', (hook: Hook) => [vetoing, hook, failing]],
    ['after', (hook: Hook) => [vetoing, failing, hook]],
  ])('counts what was served in the end, standing %s hooks that throw', async (_, order) => {
    const hook = new ModelVersionHook();
    const client = await clientWith(inMemory(), ...order(hook));
    const context = { targetingKey: '7' };
    expect(await client.getStringValue('recommender-model', 'v11', context)).toBe('v11');
    expect(hook.selections()).toMatchObject([
      { version: 'v11', reason: 'ERROR', randomised: false, count: 1 },
    ]);
  });

  it('logs nothing while all is well', async () => {
    const log = new LogBook();
    const client = await clientWith(inMemory(), new ModelVersionHook());
    await client.setLogger(log).getStringValue('recommender-model', 'v12', { targetingKey: '7' });
    expect(log).toEqual(new LogBook());
  });
});
