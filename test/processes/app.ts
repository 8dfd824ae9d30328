import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type TerminalSize, TmuxTerminal } from './tmux.ts';

const command = fileURLToPath(new URL('../../packages/cli/bin/lastgood.js', import.meta.url));
const lastgood = `'${process.execPath}' '${command}'`;

/** Sizes that the screen has to be good at. */
export const sizes: readonly TerminalSize[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 50 },
];

/** The views, by the keys that lead to them, and what each shows when it has something to show. */
export const views = [
  { key: '1', name: 'Live', shows: /tick [1-9]/i },
  { key: '2', name: 'Tune', shows: /false rollbacks/ },
  { key: '3', name: 'Compare', shows: /growthbook/ },
  { key: '4', name: 'Choose', shows: /scenarios|recordings|Picked/ },
] as const;
export type View = (typeof views)[number];

/** The built program in a terminal of its own, in an empty folder of its own. */
export class App {
  readonly folder = mkdtempSync(join(tmpdir(), 'lastgood-'));
  readonly terminal: TmuxTerminal;

  constructor(size: TerminalSize, environment: Readonly<Record<string, string>> = {}) {
    this.terminal = new TmuxTerminal(size, environment, this.folder);
  }

  /** Runs `lastgood` with these words of a shell. */
  lastgood(words: string): void {
    this.terminal.run(`${lastgood} ${words}`);
  }

  /** Runs it on a shadow log of 5 minutes with two guardrails: rollouts of it take next to no time. */
  simulateShort(): void {
    writeFileSync(join(this.folder, 'short.lastgood.yaml'), policy);
    writeFileSync(join(this.folder, 'short.jsonl'), shadowLog());
    this.lastgood('simulate --policy short.lastgood.yaml short.jsonl');
  }

  /** Goes to a view, and waits for what it shows. */
  async show({ key, name, shows }: View): Promise<string> {
    this.terminal.press(key);
    await this.terminal.showing(new RegExp(`\\[${key} ${name}\\]|View ${key} of 4, ${name}`));
    return this.terminal.showing(shows);
  }

  close(): void {
    this.terminal.kill();
    rmSync(this.folder, { recursive: true });
  }
}

const policy = `# What this team accepts.
models:
  recommender:
    flag: recommender-model
    baseline: v12
    canary: v13
    tick: 2s
    guardrails:
      errors: { type: proportion, worse: higher, tolerance: { relative: 20% } } # of all requests
      clicks: { type: proportion, worse: lower, tolerance: { absolute: 0.02 } }
    risk: { falseRollback: 1% }
    rollout: { steps: [10%], dwell: 1m } # a person promotes it
`;

/** Both versions fail and are clicked as often, each on requests of its own. */
function shadowLog(): string {
  const start = Date.parse('2026-05-01T00:00:00Z');
  const outcomes = (request: number): object => ({
    errors: request % 29 === 0 ? 1 : 0,
    clicks: request % 7 === 0 ? 0 : 1,
  });
  const lines = Array.from({ length: 1200 }, (_, request) => ({
    time: start + 250 * request,
    outcomes: { v12: outcomes((request * 7919) % 1201), v13: outcomes((request * 104_729) % 1201) },
  }));
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
