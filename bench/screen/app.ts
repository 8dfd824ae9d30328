import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import headless from '@xterm/headless';

/** What the app is opened on, and on what terminal. */
export interface AppOptions {
  readonly columns: number;
  readonly rows: number;
  /** Files beside this one. */
  readonly policy: string;
  readonly scenario: string;
  /** Live goes on in virtual time from the start. */
  readonly virtual: boolean;
  /** Whether rollouts are made, on all cores; without it nothing is ever measured. */
  readonly threads: boolean;
}

/** Longer than this, in milliseconds, nobody waits for a key. */
const patience = 60_000;

const folder = fileURLToPath(new URL('.', import.meta.url));
const program = fileURLToPath(new URL('program.ts', import.meta.url));

/** The app in a process of its own, and a terminal that shows what it writes. */
export class App {
  readonly #process: ChildProcess;
  readonly #terminal: headless.Terminal;
  /** When what is on the screen came. */
  #shown = 0;
  #look = (): void => {};

  constructor({ columns, rows, ...options }: AppOptions) {
    const size = { cols: columns, rows };
    this.#terminal = new headless.Terminal({ ...size, allowProposedApi: true, convertEol: true });
    this.#process = spawn(
      process.execPath,
      [program, JSON.stringify({ columns, rows, ...options })],
      { stdio: ['pipe', 'pipe', 'inherit', 'ipc'], cwd: folder },
    );
    this.#process.stdout?.on('data', (chunk: Buffer) => {
      const time = performance.now();
      this.#terminal.write(chunk, () => {
        this.#shown = time;
        this.#look();
      });
    });
  }

  screen(): string {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.#terminal.rows }, (_, row) =>
      active.getLine(active.viewportY + row)?.translateToString(true),
    ).join('\n');
  }

  /** Sends keys. */
  press(keys: string): void {
    this.#process.stdin?.write(keys);
  }

  /** Milliseconds from a key to the first output after which the screen is so. */
  async timeOf(keys: string, isSo: (screen: string) => boolean): Promise<number> {
    const pressed = performance.now();
    this.press(keys);
    return (await this.#until(isSo)) - pressed;
  }

  /** Until the screen is so; at once if it is. */
  async showing(isSo: (screen: string) => boolean): Promise<void> {
    if (!isSo(this.screen())) await this.#until(isSo);
  }

  /** When what made it so came. */
  async #until(isSo: (screen: string) => boolean): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#look = (): void => {
      if (isSo(this.screen())) resolve(this.#shown);
    };
    const waited = new AbortController();
    const late = pass(patience, undefined, { signal: waited.signal }).then(
      () => Promise.reject(new Error(`a key came to nothing on\n${this.screen()}`)),
      () => promise,
    );
    const shown = await Promise.race([promise, late]);
    waited.abort();
    this.#look = (): void => {};
    return shown;
  }

  /** Milliseconds of a core that its main thread has taken so far. */
  async cpu(): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<NodeJS.CpuUsage>();
    this.#process.once('message', resolve);
    this.#process.send('cpu');
    const { user, system } = await promise;
    return (user + system) / 1000;
  }

  close(): void {
    this.#process.kill('SIGKILL');
  }
}
