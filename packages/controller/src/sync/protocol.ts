import { fileURLToPath } from 'node:url';
import type { handleServerStreamingCall, handleUnaryCall } from '@grpc/grpc-js';
import { loadSync, type AnyDefinition, type MethodDefinition } from '@grpc/proto-loader';

export type FlagsRequest = { readonly providerId: string; readonly selector: string };
export type FlagsResponse = { readonly flagConfiguration: string };
type MetadataResponse = { readonly metadata: { readonly fields: Record<string, never> } };

/** What answers the calls of `flagd.sync.v1.FlagSyncService`. */
export type FlagSyncHandlers = {
  SyncFlags: handleServerStreamingCall<FlagsRequest, FlagsResponse>;
  FetchAllFlags: handleUnaryCall<FlagsRequest, FlagsResponse>;
  GetMetadata: handleUnaryCall<unknown, MetadataResponse>;
};

type FlagSyncService = Readonly<Record<keyof FlagSyncHandlers, MethodDefinition<object, object>>>;

/** Reads the service's definition from the `.proto` file that this package ships. */
export function loadFlagSyncService(): FlagSyncService {
  // `proto` lies two folders up, seen from the sources and from the build alike.
  const file = fileURLToPath(new URL('../../proto/sync.proto', import.meta.url));
  const service = loadSync(file, { defaults: true })['flagd.sync.v1.FlagSyncService'];
  if (!isService(service)) throw new Error(`${file} does not define flagd's sync service`);
  return service;
}

function isService(definition: AnyDefinition | undefined): definition is FlagSyncService {
  return definition !== undefined && 'SyncFlags' in definition;
}
