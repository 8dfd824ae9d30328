// Lastgood's sync server in a process of its own: serves the flags at the path in its argument. Says "ready"; takes the
// port to listen on and says which it is; then takes overlays and says the version that is served with each.
import { createInterface } from 'node:readline';
import { FlagStore, startSyncServer, type SyncServer } from '@lastgood/controller';

const store = await FlagStore.open(process.argv[2] ?? '');
let server: SyncServer | undefined;
say('ready');
for await (const line of createInterface({ input: process.stdin })) {
  if (server === undefined) {
    server = await startSyncServer({ store, port: JSON.parse(line) });
    say(server.port);
  } else {
    say(store.setOverlay(JSON.parse(line)).version);
  }
}
await server?.close();
await store.close();

function say(fact: string | number): void {
  process.stdout.write(`${JSON.stringify(fact)}\n`);
}
