import { once } from 'node:events';
import type { Server } from 'node:net';
import { LastgoodError } from '@lastgood/triggers';

/**
 * Starts listening and returns the port, which is a free one for port 0.
 *
 * @throws LastgoodError `port-in-use`, or `cannot-listen` for any other reason
 */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    const address = `${host}:${port}`;
    if (codeOf(error) === 'EADDRINUSE') {
      throw new LastgoodError('port-in-use', `${address} is in use by another program`, {
        cause: error,
      });
    }
    throw new LastgoodError(
      'cannot-listen',
      `cannot listen on ${address}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  const bound = server.address();
  return typeof bound === 'object' && bound !== null ? bound.port : port;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
