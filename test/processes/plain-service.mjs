// A service that has nothing of Lastgood: it asks flagd's own provider, connected to the port in its argument,
// which version of the model each targeting key gets, once for each line of keys that it is told.
import { createInterface } from 'node:readline';
import { FlagdProvider } from '@openfeature/flagd-provider';
import { OpenFeature } from '@openfeature/server-sdk';

const provider = new FlagdProvider({
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  resolverType: 'in-process',
  streamDeadlineMs: 0,
  keepAliveTime: 30_000,
  retryBackoffMaxMs: 250,
  // The first connection may take longer than the usual half second on a machine that is busy with tests.
  deadlineMs: 10_000,
});
await OpenFeature.setProviderAndWait(provider);
const client = OpenFeature.getClient();

for await (const line of createInterface({ input: process.stdin })) {
  const versions = [];
  for (const targetingKey of JSON.parse(line)) {
    versions.push(await client.getStringValue('recommender-model', 'none', { targetingKey }));
  }
  const { flagMetadata } = await client.getStringDetails('recommender-model', 'none');
  console.log(JSON.stringify({ served: Number(flagMetadata.version), versions }));
}
await OpenFeature.close();
