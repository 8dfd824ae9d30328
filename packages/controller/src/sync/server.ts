import { once } from 'node:events';
import { createServer } from 'node:net';
import { Server, ServerCredentials } from '@grpc/grpc-js';

import type { ServedFlags } from '../store/served.ts';
import { answerCalls } from './calls.ts';
import { listen } from './listen.ts';
import { loadFlagSyncService } from './protocol.ts';

export type SyncServer = {
  readonly port: number;
  /** How many streams follow the flags at this moment. */
  readonly streams: number;
  /** Ends every stream in a way that makes flagd's clients come back, and frees the port. */
  close(): Promise<void>;
};

/** How long clients have to take leave before their connections are cut, in milliseconds. */
const farewell = 250;

/**
 * Serves flags to flagd's clients and daemons: `flagd.sync.v1` over gRPC, without TLS.
 *
 * @param options.host what to listen on, default 127.0.0.1
 * @param options.port default 8015, as flagd; 0 picks a free one
 * @throws LastgoodError `port-in-use`, or `cannot-listen` for any other reason
 */
export async function startSyncServer(options: {
  store: ServedFlags;
  host?: string;
  port?: number;
}): Promise<SyncServer> {
  const { store, host = '127.0.0.1', port = 8015 } = options;
  const server = new Server({
    // Finds clients that vanished without a word. Clients themselves may ping as often as they like.
    'grpc.keepalive_time_ms': 30_000,
    'grpc.keepalive_timeout_ms': 10_000,
  });
  const calls = answerCalls(store);
  server.addService(loadFlagSyncService(), calls.handlers);

  // Listening by hand: the library's own way logs a failure to standard error and hides its code.
  const connections = server.createConnectionInjector(ServerCredentials.createInsecure());
  const listener = createServer({ noDelay: true }, (socket) =>
    connections.injectConnection(socket),
  );
  const boundPort = await listen(listener, host, port);

  async function close(): Promise<void> {
    const closed = once(listener, 'close');
    listener.close();
    calls.end();
    server.tryShutdown(() => {});
    const cut = setTimeout(() => server.forceShutdown(), farewell);
    await closed;
    clearTimeout(cut);
  }
  let closing: Promise<void> | undefined;

  return {
    port: boundPort,
    get streams() {
      return calls.streams;
    },
    close: () => (closing ??= close()),
  };
}
