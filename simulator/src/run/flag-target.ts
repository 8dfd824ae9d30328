import { isDeepStrictEqual } from 'node:util';

import type { Overlay } from '@lastgood/controller';
import { LastgoodError } from '@lastgood/triggers';

import { SyncProcess } from '../sync-process/sync-process.ts';

/** How often a sync server that ends is started again, so that one that cannot live does not go on for ever. */
const mostRestarts = 10;

const asInTheFiles: Overlay = { rollbacks: [] };

export interface FlagTargetOptions {
  /** A file or folder of flag definitions. */
  readonly flags: string;
  /** Where to listen; 0 picks a free port. */
  readonly port: number;
  /** Told in words whatever happens to the sync server. */
  readonly onEvent: (text: string) => void;
}

/** Where the run switches versions: the flag, served by a sync server that is started again when it ends. */
export class FlagTarget {
  readonly #options: FlagTargetOptions;
  #server: SyncProcess;
  #overlay: Overlay = asInTheFiles;
  #restarts = 0;

  private constructor(options: FlagTargetOptions, server: SyncProcess) {
    this.#options = options;
    this.#server = server;
  }

  /** @throws LastgoodError when the flags cannot be served or the port is in use */
  static async start(options: FlagTargetOptions): Promise<FlagTarget> {
    return new FlagTarget(options, await launch(options, asInTheFiles));
  }

  get server(): SyncProcess {
    return this.#server;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** Serves the flag files with this overlay from now on. */
  async serve(overlay: Overlay): Promise<void> {
    if (isDeepStrictEqual(overlay, this.#overlay)) return;
    this.#overlay = overlay;
    await this.keepUp();
    try {
      await this.#server.setOverlay(overlay);
    } catch (error) {
      // It ended on the way. The one that is started in its place serves the overlay from the beginning.
      if (this.#server.ended === undefined) throw error;
      await this.keepUp();
    }
  }

  /** Starts the sync server again if it has ended. */
  async keepUp(): Promise<void> {
    while (this.#server.ended !== undefined) await this.#restart(this.#server.ended);
  }

  async #restart(how: string): Promise<void> {
    const { port, process } = this.#server;
    const { onEvent } = this.#options;
    onEvent(`process ${process} ended (${how}); the services go on with the flags they have`);
    if (this.#restarts === mostRestarts) {
      throw new LastgoodError(
        'sync-server-ended',
        `the sync server ended ${mostRestarts + 1} times, the last time with ${how}`,
      );
    }
    this.#restarts += 1;
    try {
      this.#server = await launch({ ...this.#options, port }, this.#overlay);
    } catch (error) {
      // If that one was ended as well, the next is tried.
      if (error instanceof LastgoodError && error.code === 'sync-server-ended') return;
      throw error;
    }
    onEvent(`started again on the same port as process ${this.#server.process}`);
  }

  async close(): Promise<void> {
    await this.#server.close();
  }
}

async function launch(options: FlagTargetOptions, overlay: Overlay): Promise<SyncProcess> {
  const { flags, port, onEvent } = options;
  try {
    return await SyncProcess.start({ flags, port, overlay, onProblem: onEvent });
  } catch (error) {
    if (!(error instanceof LastgoodError) || error.code !== 'port-in-use') throw error;
    const text = `the sync server cannot listen: ${error.message}: stop that one, or take another port`;
    throw new LastgoodError(error.code, text, { cause: error });
  }
}
