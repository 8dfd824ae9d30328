import { checkFlagFolder, rollBackFile } from '@lastgood/controller';
import { flagdInProcess } from '@lastgood/openfeature';
import { FlagdProvider } from '@openfeature/flagd-provider';
import { OpenFeature, type Client } from '@openfeature/server-sdk';
import { afterEach, expect, it, vi } from 'vitest';

import { contexts, everyOperator, operators } from '../every-operator.ts';
import { writeFlagFile } from '../recommender.ts';

afterEach(() => OpenFeature.close());

/** The provider looks at its file about every five seconds. */
const patience = 40_000;

it('the rules of this test have every operator, and are valid', async () => {
  const text = JSON.stringify(everyOperator);
  const used = new Set(text.match(/(?<=")[^"]+(?=":)/g));
  expect(operators.filter((operator) => !used.has(operator))).toEqual([]);
  expect((await checkFlagFolder(await writeFlagFile(text))).violations).toEqual([]);
});

it(
  'a provider that watches the file follows a rollback by hand: nobody gets the version, the others keep theirs',
  async () => {
    const file = await writeFlagFile(JSON.stringify(everyOperator, null, 2));
    const provider = new FlagdProvider(flagdInProcess({ offlineFlagSourcePath: file }));
    await OpenFeature.setProviderAndWait(provider);
    const client = OpenFeature.getClient();
    const recommended = await variantsFrom(client, 'recommender-model');
    const ranked = await variantsFrom(client, 'ranking-model');
    const searched = await variantsFrom(client, 'search-model');
    for (const variant of ['v11', 'v12', 'v13', 'v13-beta']) {
      expect(recommended.filter((each) => each === variant).length).toBeGreaterThan(40);
    }
    expect(new Set(ranked)).toEqual(new Set(['v11', 'v12', 'v13']));
    expect(new Set(searched)).toEqual(new Set(['v11', 'v12', 'v13']));

    const first = await rollBackFile({ file, flag: 'recommender-model', from: 'v13', to: 'v12' });
    expect(first).toMatchObject({
      warnings: [],
      notes: [expect.stringMatching(/bucketing key at .*\/targeting\/if\/11\/fractional\/0 /)],
    });
    const second = await rollBackFile({ file, flag: 'ranking-model', from: 'v13', to: 'v12' });
    expect(second.notes).toEqual([
      expect.stringContaining('the whole targeting rule of "ranking-model"'),
    ]);

    const details = () => client.getStringDetails('search-model', 'none');
    await vi.waitFor(async () => expect((await details()).flagMetadata['version']).toBe('43'), {
      timeout: patience - 5000,
      interval: 50,
    });
    expect(await variantsFrom(client, 'recommender-model')).toEqual(
      recommended.map((variant) => (variant.startsWith('v13') ? 'v12' : variant)),
    );
    expect(new Set(await variantsFrom(client, 'ranking-model'))).toEqual(new Set(['v12']));
    expect(await variantsFrom(client, 'search-model')).toEqual(searched);
  },
  patience,
);

/** The variant that each of the contexts gets, in their order. */
async function variantsFrom(client: Client, flag: string): Promise<string[]> {
  return await Promise.all(
    contexts.map(async (context) => {
      const { variant, errorMessage } = await client.getStringDetails(flag, 'none', context);
      return variant ?? `none: ${errorMessage ?? ''}`;
    }),
  );
}
