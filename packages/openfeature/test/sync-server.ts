import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';

const asItIs = (bytes: Buffer): Buffer => bytes;

const service = {
  syncFlags: {
    path: '/flagd.sync.v1.FlagSyncService/SyncFlags',
    requestStream: false,
    responseStream: true,
    requestSerialize: asItIs,
    requestDeserialize: asItIs,
    responseSerialize: asItIs,
    responseDeserialize: asItIs,
  },
} as const;

/** Pushes one flag configuration to whoever subscribes, and keeps how they asked. */
export async function startSyncServer(configuration: string, port = 0) {
  const calls: { selector: unknown; deadline: unknown }[] = [];
  const server = new Server();
  server.addService(service, {
    syncFlags(call: ServerWritableStream<Buffer, Buffer>) {
      const [selector] = call.metadata.get('flagd-selector');
      calls.push({ selector, deadline: call.getDeadline() });
      call.write(response(configuration));
    },
  });
  const bound = await new Promise<number>((resolve, reject) => {
    const credentials = ServerCredentials.createInsecure();
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
  return { port: bound, calls, stop: () => server.forceShutdown() };
}

/** SyncFlagsResponse with its field 1, flag_configuration. */
function response(configuration: string): Buffer {
  const text = Buffer.from(configuration);
  const length: number[] = [];
  for (let rest = text.length; rest > 0; rest >>>= 7) {
    length.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
  }
  return Buffer.concat([Buffer.from([0x0a, ...length]), text]);
}
