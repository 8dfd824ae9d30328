import { Console } from 'node:console';
import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';

import headless from '@xterm/headless';

import type { Host } from '../../src/screen/host.ts';

// Ink catches what is written to the console, and vitest's console lacks what it does that with.
Object.assign(console, { Console });

/** The side of a terminal that is written to. */
class Output extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;

  constructor(columns: number, rows: number, write: (text: string, done: () => void) => void) {
    super({ write: (chunk: Buffer, _encoding, done) => write(chunk.toString(), done) });
    this.columns = columns;
    this.rows = rows;
  }
}

/** A terminal that can be read: what a user would see, and the escape sequences behind it. */
export class FakeTerminal {
  readonly host: Host;
  readonly exitCodes: number[] = [];
  /** All that was written. */
  written = '';
  raw = false;
  readonly #terminal: headless.Terminal;
  readonly #stdin = new PassThrough();
  readonly #stdout: Output;
  readonly #signals = new EventEmitter();

  constructor(columns: number, rows: number, env: NodeJS.ProcessEnv = {}) {
    // As the line discipline of a real terminal, it turns a line feed into a new line.
    const options = { cols: columns, rows, allowProposedApi: true, convertEol: true };
    this.#terminal = new headless.Terminal(options);
    this.#stdout = new Output(columns, rows, (text, done) => {
      this.written += text;
      this.#terminal.write(text, done);
    });
    const setRawMode = (raw: boolean): void => void (this.raw = raw);
    Object.assign(this.#stdin, { isTTY: true, setRawMode, ref() {}, unref() {} });
    const host: unknown = Object.assign(this.#signals, {
      stdin: this.#stdin,
      stdout: this.#stdout,
      stderr: new PassThrough(),
      env,
      exit: (code: number) => this.exitCodes.push(code),
    });
    this.host = host as Host;
  }

  press(keys: string): void {
    this.#stdin.write(keys);
  }

  signal(name: NodeJS.Signals): void {
    this.#signals.emit(name, name);
  }

  breakOff(): void {
    this.#stdout.destroy(new Error('write EIO'));
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    Object.assign(this.#stdout, { columns, rows });
    this.#stdout.emit('resize');
  }

  get alternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate';
  }

  get cursorShown(): boolean {
    return this.written.lastIndexOf('\u001B[?25h') > this.written.lastIndexOf('\u001B[?25l');
  }

  /** The screen as text. */
  screen(): string {
    const { active } = this.#terminal.buffer;
    const rows = Array.from({ length: this.#terminal.rows }, (_, row) =>
      active
        .getLine(active.viewportY + row)
        ?.translateToString()
        .trimEnd(),
    );
    return `${rows.join('\n').trimEnd()}\n`;
  }

  /** The screen once it shows a text. */
  async showing(text: string): Promise<string> {
    const deadline = performance.now() + 10_000;
    while (!this.screen().includes(text)) {
      if (performance.now() > deadline) {
        throw new Error(`"${text}" was never shown, but\n${this.screen()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return this.screen();
  }
}
