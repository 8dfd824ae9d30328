import { ModelVersionHook, selectModel } from '@lastgood/openfeature';
import { InMemoryProvider, OpenFeature, type Client, type Hook } from '@openfeature/server-sdk';

const flag = 'recommender-model';
const rounds = 300;
const warmUpRounds = 30;
const evaluationsPerBatch = 500;

/**
 * What observing costs a service: evaluations through the client without a hook, with an empty one and with
 * Lastgood's. The batches take turns, so that whatever else the machine does meets all of them alike, and each is
 * compared with the empty hook's batch of the same round. A second empty hook shows how much of that is noise.
 */
export async function hookBench(): Promise<void> {
  const empty = await contender('an empty hook', evaluate, { finally() {} });
  const contenders = [
    empty,
    await contender('another empty hook', evaluate, { finally() {} }),
    await contender('no hook', evaluate),
    await contender('ModelVersionHook', evaluate, new ModelVersionHook()),
    await contender('selectModel', select, new ModelVersionHook()),
  ];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    if (round === warmUpRounds) for (const { times } of contenders) times.length = 0;
    // Back and forth, so that nobody always pays for the garbage of the same predecessor.
    for (const { run, times } of round % 2 ? contenders.toReversed() : contenders) {
      const started = performance.now();
      for (let i = 0; i < evaluationsPerBatch; i++) await run(`request-${i}`);
      times.push(((performance.now() - started) * 1000) / evaluationsPerBatch);
    }
  }
  await OpenFeature.close();

  console.log(`One evaluation through the OpenFeature client, median of ${rounds} batches\n`);
  console.log('                         us   to an empty hook');
  for (const { name, times } of contenders) {
    const ratio = median(times.map((time, round) => time / (empty.times[round] ?? NaN)));
    console.log(`${name.padEnd(20)}${median(times).toFixed(2).padStart(7)}   ${ratio.toFixed(3)}`);
  }
}

const evaluate = (client: Client, targetingKey: string) =>
  client.getStringDetails(flag, 'v12', { targetingKey });
const select = (client: Client, targetingKey: string) =>
  selectModel(client, flag, 'v12', { targetingKey });

async function contender(
  name: string,
  work: (client: Client, targetingKey: string) => Promise<unknown>,
  ...hooks: Hook[]
): Promise<{ name: string; run: (targetingKey: string) => Promise<unknown>; times: number[] }> {
  const provider = new InMemoryProvider({
    [flag]: {
      variants: { v12: 'v12', v13: 'v13' },
      defaultVariant: 'v12',
      disabled: false,
      contextEvaluator: ({ targetingKey }) => (targetingKey?.endsWith('7') ? 'v13' : 'v12'),
    },
  });
  await OpenFeature.setProviderAndWait(name, provider);
  const client = OpenFeature.getClient(name).addHooks(...hooks);
  return { name, run: (targetingKey) => work(client, targetingKey), times: [] };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
