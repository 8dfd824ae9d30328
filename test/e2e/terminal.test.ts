import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterEach, describe, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../../packages/cli/bin/lastgood.js', import.meta.url));

function installed(): boolean {
  try {
    execFileSync('tmux', ['-V']);
    return true;
  } catch {
    return false;
  }
}

// A server of its own, so that nobody's session is touched.
const server = `lastgood-${randomUUID()}`;
const tmux = (...args: string[]): string =>
  execFileSync('tmux', ['-L', server, ...args], { encoding: 'utf8' });
const screen = (): string => tmux('capture-pane', '-p');

async function until(shown: RegExp): Promise<string> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(100)) {
    const now = screen();
    if (shown.test(now)) return now;
  }
  throw new Error(`${shown} never appeared on:\n${screen()}`);
}

function start(columns: number, rows: number): void {
  const size = ['-x', String(columns), '-y', String(rows)];
  tmux('new-session', '-d', ...size, 'env', '-u', 'CI', 'bash', '--norc');
  tmux('send-keys', `PS1='prompt> '; '${process.execPath}' '${command}' simulate`, 'Enter');
}

describe.skipIf(!installed() && process.env['CI'] !== 'true')('the screen in tmux', () => {
  afterEach(() => tmux('kill-server'));

  test.each([
    [80, 24],
    [120, 40],
  ])(
    'shows a run at %i x %i, and q restores the terminal and prints the summary',
    async (columns, rows) => {
      start(columns, rows);
      const running = await until(/tick [1-9]\d* of 414/);
      for (const part of [
        /v13/,
        /v12/,
        /trip 4\.61/,
        /hold 2\.30/,
        /recommender-model/,
        /90 %/,
        /10 %/,
        /q quit/,
      ]) {
        expect(running).toMatch(part);
      }
      tmux('send-keys', '?');
      expect(await until(/esc/)).toMatch(/pause/);
      tmux('send-keys', 'Escape');
      await until(/trip 4\.61/);
      tmux('send-keys', 'q');
      const left = await until(/Stopped early, at tick \d+ of 414\.\s+prompt>/);
      expect(left).not.toMatch(/q quit/);
    },
  );
});
