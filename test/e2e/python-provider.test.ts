import { it } from 'vitest';

import { expectToFollow } from '../processes/restart.ts';
import { startPlainService, startPythonService } from '../processes/start.ts';

/** The interpreter of a virtual environment in which python/requirements.txt is installed. */
const python = process.env['LASTGOOD_PYTHON'];

it.skipIf(python === undefined && process.env['CI'] !== 'true')(
  "flagd's provider for Python gives every key what the one for JavaScript gives, and follows as well",
  async () => {
    if (python === undefined) throw new Error('LASTGOOD_PYTHON names no Python interpreter');
    await expectToFollow([startPlainService, (port) => startPythonService(python, port)]);
  },
);
