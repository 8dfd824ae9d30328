import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Columns and rows. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** How long a text may take to appear, in milliseconds. */
const patience = 30_000;

export function isTmuxInstalled(): boolean {
  try {
    execFileSync('tmux', ['-V']);
    return true;
  } catch {
    return false;
  }
}

/** A shell in a real terminal of its own, on a server of its own, so that nobody's session is touched. */
export class TmuxTerminal {
  readonly #server = `lastgood-${randomUUID()}`;

  /** @param environment beside that of this process, in which `CI` is taken away: programs show no screen there */
  constructor(
    { columns, rows }: TerminalSize,
    environment: Readonly<Record<string, string>> = {},
    folder: string = process.cwd(),
  ) {
    const size = ['-x', String(columns), '-y', String(rows)];
    const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    const shell = ['env', '-u', 'CI', 'PS1=prompt> ', ...variables, 'bash', '--norc'];
    this.#tmux('new-session', '-d', '-c', folder, ...size, ...shell);
  }

  #tmux(...args: string[]): string {
    return execFileSync('tmux', ['-L', this.#server, ...args], { encoding: 'utf8' });
  }

  /** Types a line and presses enter. */
  run(line: string): void {
    this.#tmux('send-keys', '-l', line);
    this.#tmux('send-keys', 'Enter');
  }

  /** Presses keys by the names that tmux has for them: `q`, `Up`, `C-c`. */
  press(...keys: readonly string[]): void {
    this.#tmux('send-keys', ...keys);
  }

  resize({ columns, rows }: TerminalSize): void {
    this.#tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  /** What is on the screen. */
  screen(): string {
    return this.#tmux('capture-pane', '-p');
  }

  /** The same with the escape sequences of its colours. */
  styledScreen(): string {
    return this.#tmux('capture-pane', '-p', '-e');
  }

  /** Whether a program shows its own screen in place of the shell's. */
  get alternate(): boolean {
    return this.#tmux('display-message', '-p', '#{alternate_on}').trim() === '1';
  }

  get cursorShown(): boolean {
    return this.#tmux('display-message', '-p', '#{cursor_flag}').trim() === '1';
  }

  /** The process of the shell. */
  get shell(): number {
    return Number(this.#tmux('display-message', '-p', '#{pane_pid}'));
  }

  /** The screen once it shows this, or is like this. */
  async showing(shown: RegExp | ((screen: string) => boolean)): Promise<string> {
    const isShown = typeof shown === 'function' ? shown : (now: string) => shown.test(now);
    for (const end = Date.now() + patience; Date.now() < end; await sleep(50)) {
      const now = this.screen();
      if (isShown(now)) return now;
    }
    throw new Error(`${String(shown)} never appeared on:\n${this.screen()}`);
  }

  /** The screen once it is another one than this, which it has to be soon; `when` is for the error. */
  async changed(before: string, when: string): Promise<string> {
    for (const end = Date.now() + patience / 3; Date.now() < end; await sleep(50)) {
      const now = this.screen();
      if (now !== before) return now;
    }
    throw new Error(`nothing changed ${when} on:\n${before}`);
  }

  /** The screen once it has stayed as it is for so long, in milliseconds. */
  async resting(rest: number): Promise<string> {
    let last = this.screen();
    let since = Date.now();
    for (const end = since + patience; Date.now() < end; await sleep(50)) {
      const now = this.screen();
      if (now === last && Date.now() - since >= rest) return now;
      if (now === last) continue;
      [last, since] = [now, Date.now()];
    }
    throw new Error(`the screen never came to rest:\n${this.screen()}`);
  }

  kill(): void {
    this.#tmux('kill-server');
  }
}
