import { fork, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Overlay } from '@lastgood/controller';
import { LastgoodError } from '@lastgood/triggers';

import type { ServedMessage, SetOverlay, SyncMessage } from './messages.ts';

const ending = extname(import.meta.url);
const program = fileURLToPath(new URL(`./child${ending}`, import.meta.url));
// From the sources, in tests, the packages are resolved to their sources as well.
const execArgv = ending === '.ts' ? ['--conditions=lastgood-source'] : [];

/** How long the process may take for an answer, and to end when it is told to, in milliseconds. */
const patience = 5000;
const farewell = 1000;

/** The sync server in a process of its own, as in production: whoever kills it does not end the simulation. */
export class SyncProcess {
  readonly #child: ChildProcess;
  readonly #onProblem: (text: string) => void;
  #port = 0;
  #served: ServedMessage | undefined;
  #ended: string | undefined;
  /** Why it was killed, if it did not answer. */
  #unanswered: string | undefined;
  /** The number of the last request; the start is number 0. */
  #request = 0;
  /** Who waits for its answer. */
  #waiting: PromiseWithResolvers<void> | undefined;

  private constructor(flags: string, port: number, onProblem: (text: string) => void) {
    this.#onProblem = onProblem;
    this.#child = fork(program, [flags, String(port)], { execArgv });
    this.#child.on('message', (message: SyncMessage) => this.#hear(message));
    this.#child.once('exit', (code, signal) => {
      this.#ended = this.#unanswered ?? signal ?? `exit code ${code}`;
      this.#waiting?.reject(this.#endedError(this.#ended));
    });
  }

  /**
   * @param flags a file or folder of flag definitions
   * @param port 0 picks a free one
   * @param overlay what has been rolled back already
   * @param onProblem told in words when the flag files cannot be used any more
   * @throws LastgoodError when the flags cannot be served or the port is in use
   */
  static async start(options: {
    flags: string;
    port: number;
    overlay: Overlay;
    onProblem: (text: string) => void;
  }): Promise<SyncProcess> {
    const started = new SyncProcess(options.flags, options.port, options.onProblem);
    try {
      await started.#answer();
      await started.setOverlay(options.overlay);
      return started;
    } catch (error) {
      await started.close();
      throw error;
    }
  }

  get port(): number {
    return this.#port;
  }

  /** The process id. */
  get process(): number {
    return this.#child.pid ?? 0;
  }

  /** How the process ended, or undefined while it serves. */
  get ended(): string | undefined {
    return this.#ended;
  }

  /** The flags as they were served last. */
  get served(): ServedMessage {
    if (!this.#served) throw new Error('nothing is served before the server has started');
    return this.#served;
  }

  /** Serves the flag files with this overlay; settles when it does. */
  async setOverlay(overlay: Overlay): Promise<void> {
    if (this.#ended !== undefined) {
      throw this.#endedError(this.#ended);
    }
    this.#request += 1;
    const answer = this.#answer();
    this.#child.send({ overlay, request: this.#request } satisfies SetOverlay, (error) => {
      // It is ending. How it ended is told by its exit, and rejects the answer.
      if (error) this.#child.kill();
    });
    await answer;
  }

  async close(): Promise<void> {
    if (this.#ended !== undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#child.once('exit', () => resolve());
    if (this.#child.connected) this.#child.disconnect();
    await this.#orKill(promise, farewell);
  }

  #hear(message: SyncMessage): void {
    switch (message.kind) {
      case 'listening':
        this.#port = message.port;
        return;
      case 'served':
        this.#served = message;
        if (message.request === this.#request) this.#waiting?.resolve();
        return;
      case 'problem':
        this.#onProblem(message.text);
        return;
      case 'failed':
        this.#waiting?.reject(new LastgoodError(message.code, message.text));
    }
  }

  async #answer(): Promise<void> {
    this.#waiting = Promise.withResolvers();
    await this.#orKill(this.#waiting.promise, patience);
  }

  #endedError(how: string): LastgoodError {
    const text = `the sync server, process ${this.process}, ended (${how}): try again`;
    return new LastgoodError('sync-server-ended', text);
  }

  /** A process that does not answer is ended, which is what whoever waits for it then hears. */
  async #orKill(waiting: Promise<void>, milliseconds: number): Promise<void> {
    const deadline = setTimeout(() => {
      this.#unanswered = `no answer within ${milliseconds / 1000} s`;
      this.#child.kill('SIGKILL');
    }, milliseconds);
    try {
      await waiting;
    } finally {
      clearTimeout(deadline);
    }
  }
}
