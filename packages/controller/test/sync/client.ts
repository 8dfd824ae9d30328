import { once } from 'node:events';
import {
  Client,
  credentials,
  Metadata,
  type ClientReadableStream,
  type StatusObject,
} from '@grpc/grpc-js';

import { loadFlagSyncService, type FlagsResponse } from '../../src/sync/protocol.ts';

/** What a client asks with: the request's field, and the header. */
export interface Asked {
  readonly selector?: string;
  readonly header?: string;
}

/** A bare client of the sync protocol, for what flagd's own clients do not let a test see. */
export class SyncClient {
  readonly #client: Client;
  readonly #service = loadFlagSyncService();

  constructor(port: number, options: Record<string, unknown> = {}) {
    this.#client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), options);
  }

  sync(asked: Asked = {}): ClientReadableStream<FlagsResponse> {
    const { path, requestSerialize, responseDeserialize } = this.#service.SyncFlags;
    const stream = this.#client.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize as (bytes: Buffer) => FlagsResponse,
      { selector: asked.selector },
      metadataOf(asked),
    );
    // A stream's end is read from its status; without a listener the error would be thrown.
    stream.on('error', () => {});
    return stream;
  }

  async ask(method: 'FetchAllFlags' | 'GetMetadata', asked: Asked = {}): Promise<unknown> {
    const { path, requestSerialize, responseDeserialize } = this.#service[method];
    return await new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        { selector: asked.selector },
        metadataOf(asked),
        (error, response) => (error ? reject(error) : resolve(response)),
      );
    });
  }

  close(): void {
    this.#client.close();
  }
}

export async function nextFlags(stream: ClientReadableStream<FlagsResponse>): Promise<unknown> {
  const [message] = (await once(stream, 'data')) as [FlagsResponse];
  return JSON.parse(message.flagConfiguration);
}

export async function endOf(stream: ClientReadableStream<FlagsResponse>): Promise<StatusObject> {
  // Not events.once, which rejects when the error comes first.
  return await new Promise((resolve) => stream.once('status', resolve));
}

function metadataOf({ header }: Asked): Metadata {
  const metadata = new Metadata();
  if (header !== undefined) metadata.set('flagd-selector', header);
  return metadata;
}
