import { setTimeout as sleep } from 'node:timers/promises';

import type { FlagDocument } from '../flags/document.ts';
import { readFlagFiles } from '../flags/read.ts';
import type { Overlay } from '../overlay/apply-overlay.ts';
import { serve } from './serve.ts';
import { requireSendable } from './size.ts';
import type { Served, ServedFlags } from './served.ts';
import { watchFiles } from './watch.ts';

/** How long a writer has to finish a file before it is called broken, in milliseconds. */
const patience = 250;

export type FlagStoreOptions = {
  /** What is changed in the files' flags before they are served; default nothing. */
  readonly overlay?: Overlay;
  /** Hears why changed files were not taken up, in one line, once for each reason. */
  readonly onProblem?: (message: string) => void;
};

/**
 * The flags as they are served: the flag files, followed as they change, with the overlay applied.
 * Files that are broken leave the last good flags in service until they are mended.
 */
export class FlagStore implements ServedFlags {
  readonly source: string;
  readonly #onProblem: (message: string) => void;
  readonly #listeners = new Set<(served: Served) => void>();
  #files: FlagDocument;
  #overlay: Overlay;
  #served: Served;
  #problem: string | undefined;
  #taking: Promise<void> = Promise.resolve();
  #stopWatching: () => Promise<void> = () => Promise.resolve();

  /**
   * Opens a flag file, or the folder of all of them.
   *
   * @throws LastgoodError `flags-too-large`, and what `readFlagFiles` throws
   */
  static async open(source: string, options: FlagStoreOptions = {}): Promise<FlagStore> {
    const store = new FlagStore(source, await readFlagFiles(source), options);
    store.#stopWatching = await watchFiles(source, () => store.#filesChanged());
    // For what was written between the first look and the watch.
    store.#filesChanged();
    return store;
  }

  private constructor(source: string, files: FlagDocument, options: FlagStoreOptions) {
    const { overlay = { rollbacks: [] }, onProblem = () => {} } = options;
    this.source = source;
    this.#onProblem = onProblem;
    this.#files = files;
    this.#overlay = overlay;
    this.#served = this.#serve(files, overlay);
  }

  get served(): Served {
    return this.#served;
  }

  /**
   * Serves the files with another overlay from now on, and returns what is served.
   *
   * @throws LastgoodError `flags-too-large`; everything stays as it was then
   */
  setOverlay(overlay: Overlay): Served {
    const served = this.#serve(this.#files, overlay);
    this.#overlay = overlay;
    this.#publish(served);
    return served;
  }

  subscribe(listener: (served: Served) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Follows the files no longer. What was served last can still be read. */
  async close(): Promise<void> {
    await this.#stopWatching();
    await this.#taking;
  }

  #filesChanged(): void {
    this.#taking = this.#taking.then(() => this.#takeFiles());
  }

  async #takeFiles(): Promise<void> {
    try {
      const files = await readPatiently(this.source);
      this.#publish(this.#serve(files, this.#overlay));
      this.#files = files;
      this.#problem = undefined;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (message !== this.#problem) this.#onProblem(message);
      this.#problem = message;
    }
  }

  #serve(files: FlagDocument, overlay: Overlay): Served {
    const served = serve(files, overlay, this.#served, Date.now());
    requireSendable(served.text, this.source);
    return served;
  }

  #publish(served: Served): void {
    const changed = served.version !== this.#served.version;
    this.#served = served;
    if (changed) for (const listener of this.#listeners) listener(served);
  }
}

async function readPatiently(source: string): Promise<FlagDocument> {
  try {
    return await readFlagFiles(source);
  } catch {
    await sleep(patience);
    return await readFlagFiles(source);
  }
}
