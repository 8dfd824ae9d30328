import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A child process that says JSON lines: one for each that it is told, and perhaps some first. */
export class LineProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #lines: AsyncIterator<string>;
  #complaints = '';

  constructor(command: string, args: readonly string[]) {
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#child.stderr.on('data', (chunk) => (this.#complaints += String(chunk)));
    // What is told to a process that has ended is noticed when its answer does not come.
    this.#child.stdin.on('error', () => {});
  }

  async said<Fact>(): Promise<Fact> {
    const line = await this.#lines.next();
    if (line.done) throw new Error(`${this.#child.spawnargs.join(' ')} ended: ${this.#complaints}`);
    return JSON.parse(line.value);
  }

  async ask<Answer>(question: unknown): Promise<Answer> {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`);
    return await this.said();
  }

  /** Ends the process without giving it a chance to say goodbye. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  /** Tells the process that nothing more comes, and returns its exit code. */
  async end(): Promise<number | null> {
    const exited = once(this.#child, 'exit');
    this.#child.stdin.end();
    const [code] = (await exited) as [number | null];
    return code;
  }
}
