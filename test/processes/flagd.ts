import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** The daemon comes as a container image only: where a test runs, it is there or not. */
export const hasFlagd = spawnSync('flagd', ['version']).error === undefined;

/**
 * Starts flagd on one source, until the test is over.
 *
 * @returns the port that it evaluates on
 */
export async function startFlagd(source: {
  readonly uri: string;
  readonly provider: 'grpc' | 'file';
}): Promise<number> {
  const [evaluation = 0, management, sync, ofrep] = await freePorts(4);
  const flagd = spawn(
    'flagd',
    [
      'start',
      `--port=${evaluation}`,
      `--management-port=${management}`,
      `--sync-port=${sync}`,
      `--ofrep-port=${ofrep}`,
      `--sources=${JSON.stringify([source])}`,
    ],
    { stdio: 'ignore' },
  );
  onTestFinished(async () => {
    if (flagd.exitCode !== null || flagd.signalCode !== null) return;
    const exited = once(flagd, 'exit');
    flagd.kill();
    await exited;
  });
  return evaluation;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
