import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LastgoodError } from '@lastgood/triggers';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { FlagStore } from '../../src/store/flag-store.ts';
import type { Served } from '../../src/store/served.ts';

const rollback = { rollbacks: [{ flag: 'recommender', from: 'v13', to: 'v12' }] };

/** Long enough for a file event on a loaded machine. */
const soon = { timeout: 4000, interval: 10 };

/** Longer than files are gathered and a broken one is read again. */
const quiet = 500;

let folder: string;
let file: string;
const problems: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastgood-'));
  file = join(folder, 'recommender.json');
  await writeFile(file, flags('v12'));
  problems.length = 0;
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function open(path: string): Promise<FlagStore> {
  const store = await FlagStore.open(path, { onProblem: (message) => problems.push(message) });
  onTestFinished(() => store.close());
  return store;
}

function flags(defaultVariant: string): string {
  const recommender = { state: 'ENABLED', variants: { v12: 'v12', v13: 'v13' }, defaultVariant };
  return JSON.stringify({ flags: { recommender } });
}

function serves({ served }: FlagStore): unknown {
  return served.document.flags['recommender']?.defaultVariant;
}

describe('the overlay', () => {
  it('is in force when the call returns, and is told to the listeners', async () => {
    await writeFile(file, flags('v13'));
    const store = await open(file);
    const heard: Served[] = [];
    const unsubscribe = store.subscribe((served) => heard.push(served));
    const { version } = store.served;

    const served = store.setOverlay(rollback);
    expect(serves(store)).toBe('v12');
    expect(store.served).toBe(served);
    expect(served.version).toBeGreaterThan(version);
    expect(heard).toEqual([served]);

    unsubscribe();
    store.setOverlay({ rollbacks: [] });
    expect(serves(store)).toBe('v13');
    expect(heard).toHaveLength(1);
  });

  it('that changes nothing is not told, and keeps the version', async () => {
    const store = await open(file);
    const listener = vi.fn<(served: Served) => void>();
    store.subscribe(listener);
    const { version } = store.served;
    expect(store.setOverlay({ rollbacks: [] }).version).toBe(version);
    expect(listener).not.toHaveBeenCalled();
  });

  it('may be there from the start, and outlives a change of the files', async () => {
    const store = await FlagStore.open(file, { overlay: rollback });
    onTestFinished(() => store.close());
    const { version } = store.served;
    await writeFile(file, flags('v13').replace('"ENABLED"', '"DISABLED"'));
    await vi.waitFor(() => expect(store.served.version).toBeGreaterThan(version), soon);
    expect(serves(store)).toBe('v12');
  });
});

describe('a change of the files is taken up', () => {
  it('when a file is written in place', async () => {
    const store = await open(file);
    await writeFile(file, flags('v13'));
    await vi.waitFor(() => expect(serves(store)).toBe('v13'), soon);
  });

  it.each(['a file', 'a folder'])(
    'when another file is moved over it, in %s, again and again',
    async (kind) => {
      const store = await open(kind === 'a file' ? file : folder);
      for (const variant of ['v13', 'v12', 'v13']) {
        await writeFile(`${file}.new`, flags(variant));
        await rename(`${file}.new`, file);
        await vi.waitFor(() => expect(serves(store)).toBe(variant), soon);
      }
    },
  );

  it('when an editor moves the old file away first', async () => {
    const store = await open(file);
    await rename(file, `${file}~`);
    await sleep(20);
    await writeFile(file, flags('v13'));
    await vi.waitFor(() => expect(serves(store)).toBe('v13'), soon);
    expect(problems).toEqual([]);
  });

  it('when a file comes into the folder and leaves it', async () => {
    const store = await open(folder);
    const other = join(folder, 'other.json');
    await writeFile(other, flags('v12').replace('"recommender"', '"other"'));
    const names = (): string[] => Object.keys(store.served.document.flags);
    await vi.waitFor(() => expect(names()).toEqual(['other', 'recommender']), soon);
    await rm(other);
    await vi.waitFor(() => expect(names()).toEqual(['recommender']), soon);
  });

  it.each(['a file', 'a folder'])(
    "when Kubernetes swaps a volume's folder, for %s",
    async (kind) => {
      const volume = join(folder, 'volume');
      await mkdir(volume);
      await swapIn('1', 'v12');
      await symlink('..data/flags.json', join(volume, 'flags.json'));
      const store = await open(kind === 'a file' ? join(volume, 'flags.json') : volume);
      for (const [name, variant] of [
        ['2', 'v13'],
        ['3', 'v12'],
      ] as const) {
        await swapIn(name, variant);
        await rm(join(volume, `..${Number(name) - 1}`), { recursive: true });
        await vi.waitFor(() => expect(serves(store)).toBe(variant), soon);
      }

      async function swapIn(name: string, variant: string): Promise<void> {
        await mkdir(join(volume, `..${name}`));
        await writeFile(join(volume, `..${name}`, 'flags.json'), flags(variant));
        await symlink(`..${name}`, join(volume, '..data_tmp'));
        await rename(join(volume, '..data_tmp'), join(volume, '..data'));
      }
    },
  );

  it('also without any event, as when the folder is removed and made again', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const store = await open(folder);
    await rm(folder, { recursive: true });
    await sleep(quiet);
    await mkdir(folder);
    await sleep(quiet);
    await writeFile(file, flags('v13'));
    await sleep(quiet);
    vi.advanceTimersByTime(5000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(serves(store)).toBe('v13'), soon);
  });

  it('until the store is closed', async () => {
    const store = await open(file);
    await store.close();
    await writeFile(file, flags('v13'));
    await sleep(quiet);
    expect(serves(store)).toBe('v12');
  });
});

describe('files that are written again with the same flags', () => {
  it('are not a change', async () => {
    const store = await open(file);
    const listener = vi.fn<(served: Served) => void>();
    store.subscribe(listener);
    const { version } = store.served;
    await writeFile(file, JSON.stringify(JSON.parse(flags('v12')), undefined, 4));
    await sleep(quiet);
    expect(listener).not.toHaveBeenCalled();
    expect(store.served.version).toBe(version);
  });
});

describe('flags that are too large for the clients', () => {
  const large = flags('v12').replace('"v12":"v12"', `"v12":"${'x'.repeat(4 * 1024 * 1024)}"`);

  it('are refused at the start', async () => {
    await writeFile(file, large);
    await expect(FlagStore.open(file)).rejects.toMatchObject({
      code: 'flags-too-large',
      message: expect.stringMatching(`^${file}: the flags are 4194\\d{3} bytes of JSON`),
    });
  });

  it('are not served later', async () => {
    const store = await open(file);
    const before = store.served;
    await writeFile(file, large);
    await vi.waitFor(() => expect(problems).toEqual([expect.stringContaining(file)]), soon);
    expect(store.served).toBe(before);
  });
});

describe('broken files', () => {
  it.each([
    ['no JSON', '{"flags": {'],
    ['no flags', '{}'],
    ['a flag without variants', '{"flags":{"recommender":{"state":"ENABLED"}}}'],
  ])('with %s: the last good flags stay, the problem is told once', async (_what, text) => {
    const store = await open(file);
    store.setOverlay(rollback);
    const before = store.served;
    await writeFile(file, text);
    await vi.waitFor(() => expect(problems).toHaveLength(1), soon);
    // Put in its place at once: a file that is half written for long would be another problem.
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
    await sleep(quiet);
    expect(problems).toHaveLength(1);
    expect(store.served).toBe(before);

    await writeFile(file, flags('v12').replace('"ENABLED"', '"DISABLED"'));
    await vi.waitFor(() => expect(store.served.version).toBeGreaterThan(before.version), soon);
    await writeFile(file, text);
    await vi.waitFor(() => expect(problems).toHaveLength(2), soon);
  });

  it('that go missing leave the last good flags too, and the overlay can still change', async () => {
    await writeFile(file, flags('v13'));
    const store = await open(file);
    await rm(file);
    await vi.waitFor(() => expect(problems).toHaveLength(1), soon);
    expect(serves(store)).toBe('v13');
    store.setOverlay(rollback);
    expect(serves(store)).toBe('v12');
  });

  it('that a writer soon completes are no problem', async () => {
    const store = await open(file);
    const text = flags('v13');
    await writeFile(file, text.slice(0, 20));
    await sleep(100);
    await writeFile(file, text);
    await vi.waitFor(() => expect(serves(store)).toBe('v13'), soon);
    expect(problems).toEqual([]);
  });

  it('are refused at the start', async () => {
    await writeFile(file, '{');
    await expect(FlagStore.open(file)).rejects.toThrow(LastgoodError);
    await expect(FlagStore.open(join(folder, 'none'))).rejects.toThrow(LastgoodError);
  });
});
