import { status, type ServerWritableStream } from '@grpc/grpc-js';

import type { ServedFlags } from '../store/served.ts';
import type { FlagsRequest, FlagsResponse } from './protocol.ts';
import { selectText, type Selector } from './selector.ts';

export type SyncStream = ServerWritableStream<FlagsRequest, FlagsResponse>;

/**
 * Sends a client the flags that it selected, now and after every change, until the client leaves or the returned
 * function is called. One message is under way at a time and the next one is the newest then: a client that reads
 * slowly misses what came between, and costs no memory.
 */
export function startStream(call: SyncStream, flags: ServedFlags, selector: Selector): () => void {
  let sent: string | undefined;
  let sending = false;
  let ended = false;

  function send(): void {
    if (sending || ended) return;
    const flagConfiguration = selectText(flags, selector);
    if (flagConfiguration === sent) return;
    sent = flagConfiguration;
    sending = true;
    call.write({ flagConfiguration }, () => {
      sending = false;
      send();
    });
  }

  const unsubscribe = flags.subscribe(send);
  function stop(): void {
    ended = true;
    unsubscribe();
  }
  call.once('cancelled', stop);
  send();

  return () => {
    stop();
    // Never OK: flagd's JavaScript provider would stay ready with stale flags and not connect again.
    refuse(call, status.UNAVAILABLE, 'the flag server is closing');
  };
}

/** Ends a stream with an error status. */
export function refuse(call: SyncStream, code: status, details: string): void {
  call.emit('error', { code, details });
}
