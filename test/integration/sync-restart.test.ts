import { it } from 'vitest';

import { expectToFollow } from '../processes/restart.ts';
import { startPlainService } from '../processes/start.ts';

it('a service that has nothing of Lastgood follows a rollback, also when the server was killed and started again', async () => {
  await expectToFollow([startPlainService]);
});
