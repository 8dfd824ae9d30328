/** Flags pushed by a sync server: Lastgood's controller, or flagd. */
export interface FlagdSyncServer {
  /** Default `localhost`. */
  readonly host?: string;
  /** Default 8015. */
  readonly port?: number;
  readonly tls?: boolean;
  /** The certificate file that the server's is checked against. */
  readonly certPath?: string;
  /** Which of the server's flag sets to subscribe to. */
  readonly selector?: string;
}

/** Flags read from a JSON file, which is looked at about every five seconds. */
export interface FlagdFile {
  readonly offlineFlagSourcePath: string;
}

const preset = {
  // The provider's own default asks flagd over the network for each evaluation, also when a file is given,
  // and waits for seconds while flagd is away.
  resolverType: 'in-process',
  // By default the stream of changes is cut every ten minutes, and nothing is seen until it is back.
  streamDeadlineMs: 0,
  // A connection that died silently is noticed.
  keepAliveTime: 30_000,
  // The wait before a lost stream is opened again, five seconds by default.
  retryBackoffMaxMs: 250,
} as const;

/** Options for a `FlagdProvider` that evaluates in the process and follows a rollback at once. */
export function flagdInProcess(
  source: FlagdSyncServer | FlagdFile = {},
): (FlagdSyncServer | FlagdFile) & typeof preset {
  return { ...source, ...preset };
}
