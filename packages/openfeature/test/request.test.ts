import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inRequest, ModelVersionHook, selectedModel, type RecordedOutcome } from '../src/index.ts';
import { clientWith } from './clients.ts';
import { inMemory } from './flags.ts';

// Somewhere in the service where nobody handed the selection down.
async function recordElsewhere(request: number): Promise<void> {
  for (let turn = 0; turn < request % 4; turn++) await setImmediate();
  selectedModel('recommender-model')!.record({ request });
  await setImmediate();
  selectedModel('ranker-model')!.record({ request });
}

describe('a request', () => {
  it('keeps what its evaluations selected, also those made through the plain client', async () => {
    const client = await clientWith(inMemory(), new ModelVersionHook());
    await inRequest(async () => {
      expect(selectedModel('recommender-model')).toBeUndefined();
      await client.getStringValue('recommender-model', 'v12', { targetingKey: '7' });
      await setImmediate();
      expect(selectedModel('recommender-model')).toMatchObject({
        version: 'v13',
        randomised: true,
      });
    });
    expect(selectedModel('recommender-model')).toBeUndefined();
  });

  it('keeps the latest selection of a flag', async () => {
    const client = await clientWith(inMemory(), new ModelVersionHook());
    await inRequest(async () => {
      for (const targetingKey of ['7', '1']) {
        await client.getStringValue('recommender-model', 'v12', { targetingKey });
      }
      expect(selectedModel('recommender-model')?.version).toBe('v12');
    });
  });

  it('returns what its work returns, and fails as it fails', async () => {
    expect(inRequest(() => 42)).toBe(42);
    await expect(inRequest(() => Promise.reject(new Error('work failed')))).rejects.toThrow(
      'work failed',
    );
  });

  it('is never mixed up with the others at the same time, with two flags in each', async () => {
    const recorded: RecordedOutcome[] = [];
    const hook = new ModelVersionHook({ onOutcome: (outcome) => recorded.push(outcome) });
    const client = await clientWith(inMemory(), hook);

    const requests = Array.from({ length: 300 }, (_, request) => request);
    await Promise.all(
      requests.map((request) =>
        inRequest(async () => {
          const context = { targetingKey: String(request) };
          for (let turn = 0; turn < request % 3; turn++) await setImmediate();
          await Promise.all([
            client.getStringValue('recommender-model', 'v12', context),
            client.getObjectValue('ranker-model', { url: '' }, context),
          ]);
          await recordElsewhere(request);
        }),
      ),
    );

    const versions = (flag: string) =>
      recorded
        .filter((outcome) => outcome.flag === flag)
        .sort((a, b) => Number(a.outcomes['request']) - Number(b.outcomes['request']))
        .map(({ version }) => version);
    expect(versions('recommender-model')).toEqual(
      requests.map((request) => (request % 10 === 7 ? 'v13' : 'v12')),
    );
    expect(versions('ranker-model')).toEqual(
      requests.map((request) => (request % 10 >= 5 ? 'r2' : 'r1')),
    );
  });
});
