import { InMemoryProvider, OpenFeature } from '@openfeature/server-sdk';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  inRequest,
  ModelVersionHook,
  selectedModel,
  selectModel,
  type RecordedOutcome,
} from '../src/index.ts';
import { clientWith, LogBook } from './clients.ts';
import { flags, inMemory } from './flags.ts';

afterEach(() => {
  OpenFeature.clearHooks();
  vi.restoreAllMocks();
});

async function observed(provider = inMemory()) {
  const recorded: RecordedOutcome[] = [];
  const hook = new ModelVersionHook({ onOutcome: (outcome) => recorded.push(outcome) });
  return { client: await clientWith(provider, hook), hook, recorded };
}

describe('selectModel', () => {
  it('returns the version that the flag selects for this targeting key', async () => {
    const { client } = await observed();
    const model = await selectModel(client, 'recommender-model', 'v12', { targetingKey: '7' });
    expect(model).toMatchObject({
      flag: 'recommender-model',
      version: 'v13',
      variant: 'v13',
      value: 'v13',
      reason: 'TARGETING_MATCH',
      randomised: true,
    });
  });

  it('evaluates once', async () => {
    const provider = inMemory();
    const resolve = vi.spyOn(provider, 'resolveStringEvaluation');
    const { client, hook } = await observed(provider);
    const { record } = await selectModel(client, 'recommender-model', 'v12', { targetingKey: '7' });
    record({ errors: 0 });
    expect(resolve).toHaveBeenCalledOnce();
    expect(hook.selections()).toMatchObject([{ version: 'v13', count: 1 }]);
  });

  it('attributes outcomes to its own decision, even after the flag has changed', async () => {
    const provider = inMemory();
    const { client, recorded } = await observed(provider);
    const context = { targetingKey: '7' };
    const before = await selectModel(client, 'recommender-model', 'v12', context);
    const { contextEvaluator: _, ...rolledBack } = flags['recommender-model'];
    provider.putConfiguration({ ...flags, 'recommender-model': rolledBack });
    const after = await selectModel(client, 'recommender-model', 'v12', context);
    after.record({ errors: 0 });
    before.record({ errors: 1 });
    expect(recorded).toMatchObject([
      { version: 'v12', reason: 'STATIC', randomised: false, outcomes: { errors: 0 } },
      { version: 'v13', randomised: true, outcomes: { errors: 1 } },
    ]);
  });

  it('tells concurrent evaluations apart', async () => {
    const { client } = await observed();
    const keys = Array.from({ length: 100 }, (_, key) => String(key));
    const models = await Promise.all(
      keys.map((targetingKey) => selectModel(client, 'recommender-model', 'v12', { targetingKey })),
    );
    expect(models.map(({ version }) => version)).toEqual(
      keys.map((key) => (key.endsWith('7') ? 'v13' : 'v12')),
    );
  });

  it('keeps the selection for the rest of the request, where its metrics still count once', async () => {
    const { client, hook, recorded } = await observed();
    await inRequest(async () => {
      const model = await selectModel(client, 'recommender-model', 'v12', { targetingKey: '7' });
      model.record({ errors: 0 });
      selectedModel('recommender-model')!.record({ errors: 0, latency: 80 });
    });
    expect(recorded.map(({ outcomes }) => outcomes)).toEqual([{ errors: 0 }, { latency: 80 }]);
    expect(hook.refused()).toMatchObject([{ metric: 'errors', why: 'repeated', count: 1 }]);
  });

  it('gives the version by its variant, and the value, of a flag with object values', async () => {
    const { client } = await observed();
    const fallback = { version: 'r0', value: { url: 'http://r0' } };
    const model = await selectModel(client, 'ranker-model', fallback, { targetingKey: '7' });
    expect(model).toMatchObject({ version: 'r2', value: { url: 'http://r2' }, randomised: true });
    expect(model.value.url).toBe('http://r2');
  });

  it.each([
    ['a string', 'v0', 'v0'],
    ['an object', { version: 'v0', value: { url: 'http://v0' } }, { url: 'http://v0' }],
  ] as const)(
    'falls back to the default, %s, when the flag cannot be evaluated',
    async (_, fallback, value) => {
      const { client, hook, recorded } = await observed();
      const model = await (typeof fallback === 'string'
        ? selectModel(client, 'no-such-flag', fallback)
        : selectModel(client, 'no-such-flag', fallback));
      model.record({ errors: 0 });
      expect(model).toMatchObject({ version: 'v0', value, reason: 'ERROR', randomised: false });
      expect(model.variant).toBeUndefined();
      expect(hook.selections()).toMatchObject([
        { version: 'v0', reason: 'ERROR', randomised: false },
      ]);
      expect(recorded).toMatchObject([{ version: 'v0', randomised: false }]);
    },
  );

  it('tells which state of the flag was evaluated', async () => {
    const provider = inMemory();
    vi.spyOn(provider, 'resolveStringEvaluation').mockResolvedValue({
      value: 'v13',
      variant: 'v13',
      reason: 'SPLIT',
      flagMetadata: { version: 7 },
    });
    const { client } = await observed(provider);
    expect(await selectModel(client, 'recommender-model', 'v12')).toMatchObject({ flagVersion: 7 });
  });

  it('answers while a sink throws on every outcome', async () => {
    const hook = new ModelVersionHook({
      onOutcome() {
        throw new Error('sink is full');
      },
    });
    const log = new LogBook();
    const client = (await clientWith(inMemory(), hook)).setLogger(log);
    for (const [targetingKey, version] of [
      ['7', 'v13'],
      ['8', 'v12'],
    ] as const) {
      const model = await selectModel(client, 'recommender-model', 'v11', { targetingKey });
      expect(model.version).toBe(version);
      model.record({ errors: 0 });
    }
    expect(log.errors).toHaveLength(2);
  });

  it('works with the hook on the API, and beside a provider that is not ready', async () => {
    const hook = new ModelVersionHook();
    OpenFeature.addHooks(hook);
    const provider = Object.assign(new InMemoryProvider(), {
      initialize: () => new Promise<void>(() => {}),
    });
    OpenFeature.setProvider('never-ready', provider);
    const model = await selectModel(
      OpenFeature.getClient('never-ready'),
      'recommender-model',
      'v12',
    );
    expect(model).toMatchObject({ version: 'v12', reason: 'ERROR', randomised: false });
    expect(hook.selections()).toMatchObject([{ version: 'v12', reason: 'ERROR', count: 1 }]);
  });

  it('still selects without a hook, and warns once that outcomes are lost', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const client = await clientWith(inMemory());
    for (const targetingKey of ['7', '17']) {
      const model = await selectModel(client, 'recommender-model', 'v12', { targetingKey });
      expect(model).toMatchObject({ version: 'v13', value: 'v13', randomised: true });
      model.record({ errors: 0 });
    }
    expect(warn.mock.calls.flat()).toEqual([
      expect.stringContaining('No ModelVersionHook observes recommender-model'),
    ]);
  });
});
