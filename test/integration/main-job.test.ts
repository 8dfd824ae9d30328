import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

import {
  prepareRun,
  run,
  type RunOptions,
  type RunSummary,
  type RunView,
} from '@lastgood/simulator';
import { describe, expect, test } from 'vitest';

const flags = fileURLToPath(new URL('../../flags/', import.meta.url));

async function views(
  options: Partial<RunOptions> & { readonly scenario: string },
  watch: (view: RunView) => void = () => {},
): Promise<{ last: RunView; summary: RunSummary }> {
  const { scenario, ...rest } = options;
  const source = { kind: 'scenario', scenario } as const;
  const prepared = await prepareRun({ source, seed: 1, flags, syncPort: 0, ...rest });
  let last: RunView | undefined;
  for await (const view of run(prepared)) {
    watch(view);
    last = view;
  }
  if (!last?.summary) throw new Error('the run ended without a summary');
  return { last, summary: last.summary };
}

describe('the main job', () => {
  test('rolls the frozen model back on the electricity stream, and every service follows', async () => {
    const { last, summary } = await views({ scenario: 'electricity' });
    expect(summary).toMatchObject({ decision: 'rollback', from: 'v13', to: 'v12' });
    expect(summary.evidence).toBeGreaterThanOrEqual(summary.threshold);
    expect(summary.excessBad).toBeGreaterThan(0);
    expect(summary.services.map(({ version }) => version)).toEqual(['v12', 'v12', 'v12']);
    for (const { decisionToServedMs } of summary.services) {
      expect(decisionToServedMs).toBeGreaterThan(0);
    }
    expect(last.flag.weights).toEqual({ v12: 100 });
    expect(last.phase).toBe('quarantined');
  });

  test('serves the canary its share of the requests until the decision, and none after it', async () => {
    const served: number[] = [];
    const { summary } = await views({ scenario: 'electricity' }, ({ requests }) =>
      served.push(requests.canary),
    );
    const { canaryRequests, tick } = summary;
    expect(served.at(-1)).toBe(canaryRequests);
    expect(served[Number(tick) - 1]).toBe(canaryRequests);
    // A tick has 100 requests; a tenth of them, give or take five standard errors.
    const requests = 100 * Number(tick);
    expect(Math.abs(canaryRequests - requests / 10)).toBeLessThan(5 * Math.sqrt(0.09 * requests));
  });

  test('gives the same decision at the same tick for the same seed, and another tick for another', async () => {
    const decided = async (seed: number) => {
      const { decision, tick, evidence, canaryRequests, excessBad } = (
        await views({ scenario: 'electricity', seed })
      ).summary;
      return { decision, tick, evidence, canaryRequests, excessBad };
    };
    const first = await decided(1);
    expect(await decided(1)).toEqual(first);
    expect((await decided(2)).tick).not.toBe(first.tick);
  });

  test('rolls back a canary whose errors double, after they have doubled', async () => {
    const { summary, last } = await views({ scenario: 'failing' });
    expect(summary.decision).toBe('rollback');
    expect(summary.tick).toBeGreaterThan(last.ticks / 2);
  });

  test('leaves a healthy canary where it is', async () => {
    const { summary, last } = await views({ scenario: 'healthy' });
    expect(summary).toMatchObject({ decision: 'none', tick: null, time: null });
    expect(last.flag.weights).toEqual({ v12: 90, v13: 10 });
    expect(last.tick).toBe(last.ticks);
  });

  test('goes on when the sync server is killed, starts it again, and says so', async () => {
    const { summary, last } = await views({ scenario: 'electricity' }, ({ tick, syncServer }) => {
      if (tick === 5 && syncServer) process.kill(syncServer.process, 'SIGKILL');
    });
    expect(summary.decision).toBe('rollback');
    expect(summary.syncServer?.restarts).toBe(1);
    expect(summary.syncServer?.events.join('\n')).toMatch(/SIGKILL[^]*started again/);
    expect(last.services.map(({ version }) => version)).toEqual(['v12', 'v12', 'v12']);
  });

  test('does not wait for ever for a sync server that hangs', async () => {
    const { summary } = await views({ scenario: 'electricity' }, ({ tick, syncServer }) => {
      if (tick === 5 && syncServer) process.kill(syncServer.process, 'SIGSTOP');
    });
    expect(summary.decision).toBe('rollback');
    expect(summary.syncServer?.restarts).toBe(1);
    expect(summary.syncServer?.events.join('\n')).toMatch(/no answer within 5 s[^]*started again/);
    expect(summary.services.map(({ version }) => version)).toEqual(['v12', 'v12', 'v12']);
  });

  test('refuses a port that is in use, in one line that names it', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    try {
      const refused = views({ scenario: 'electricity', syncPort: port });
      await expect(refused).rejects.toMatchObject({ name: 'LastgoodError', code: 'port-in-use' });
      await expect(refused).rejects.toThrow(String(port));
    } finally {
      server.close();
    }
  });
});
