import { status, type Metadata } from '@grpc/grpc-js';
import { LastgoodError } from '@lastgood/triggers';

import type { ServedFlags } from '../store/served.ts';
import type { FlagsRequest, FlagSyncHandlers } from './protocol.ts';
import { parseSelector, selectText, type Selector } from './selector.ts';
import { refuse, startStream } from './stream.ts';

/** Answers the calls of flagd's sync service from `flags`, and keeps count of the streams. */
export function answerCalls(flags: ServedFlags): {
  readonly handlers: FlagSyncHandlers;
  readonly streams: number;
  end(): void;
} {
  const ends = new Set<() => void>();
  return {
    handlers: {
      SyncFlags(call) {
        const selector = selectorOf(call);
        if (selector instanceof LastgoodError) {
          refuse(call, status.INVALID_ARGUMENT, selector.message);
          return;
        }
        const end = startStream(call, flags, selector);
        ends.add(end);
        call.once('cancelled', () => ends.delete(end));
      },
      FetchAllFlags(call, callback) {
        const selector = selectorOf(call);
        if (selector instanceof LastgoodError) {
          callback({ code: status.INVALID_ARGUMENT, details: selector.message });
        } else {
          callback(null, { flagConfiguration: selectText(flags, selector) });
        }
      },
      GetMetadata(_call, callback) {
        callback(null, { metadata: { fields: {} } });
      },
    },
    get streams() {
      return ends.size;
    },
    end() {
      for (const end of ends) end();
    },
  };
}

/** As in flagd, the header goes before the request's own field. */
function selectorOf(call: { metadata: Metadata; request: FlagsRequest }): Selector | LastgoodError {
  const [header] = call.metadata.get('flagd-selector');
  try {
    return parseSelector(
      header === undefined || header === '' ? call.request.selector : String(header),
    );
  } catch (error) {
    if (error instanceof LastgoodError) return error;
    throw error;
  }
}
