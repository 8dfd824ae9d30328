import { createServer } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { Services } from '../../src/run/services.ts';

test('a service that gets no flags is named, with the address and what to do', async () => {
  // It takes connections, and never says anything.
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => void silent.close());
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const versions = { canary: 'v13', baseline: 'v12' };
  const options = { flag: 'recommender-model', versions, onOutcome: () => {} };
  await expect(Services.start(port, 1, options)).rejects.toMatchObject({
    name: 'LastgoodError',
    code: 'service-unconnected',
    message: expect.stringMatching(
      new RegExp(
        `^the service web got no flags from the sync server on 127\\.0\\.0\\.1:${port} within 5 s \\(.+\\): try again`,
      ),
    ) as string,
  });
}, 15_000);
