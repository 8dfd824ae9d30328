import { readFile } from 'node:fs/promises';

import { parsePolicy, policyOf } from '@lastgood/triggers';

import { shippedPolicy } from '../../src/scenarios/library.ts';
import type { Setup } from '../../src/screen/session/session.ts';

const text = await readFile(shippedPolicy('errors.lastgood.yaml'), 'utf8');

/** What the app is opened on in tests. */
export const fakeSetup: Setup = {
  policy: {
    file: 'errors.lastgood.yaml',
    text,
    policy: policyOf(parsePolicy(text, 'errors.lastgood.yaml')),
    knobs: [],
  },
  source: { kind: 'scenario', scenario: 'failing' },
  options: {},
  seed: 1,
};
