import { readFile } from 'node:fs/promises';

import { shippedPolicy } from '../../src/scenarios/library.ts';
import { listScenarios, type ListedScenario } from '../../src/scenarios/list.ts';
import type { StartRun } from '../../src/screen/session/live-run.ts';
import type { Setup } from '../../src/screen/session/session.ts';
import type { ShowRunOptions } from '../../src/screen/show-run.ts';
import { openTuned } from '../../src/tuning/open-tuned.ts';
import { FakeEvaluator } from './fake-evaluator.ts';

const text = await readFile(shippedPolicy('errors.lastgood.yaml'), 'utf8');

/** What the app is opened on in tests. */
export const fakeSetup: Setup = {
  policy: openTuned('errors.lastgood.yaml', text),
  source: { kind: 'scenario', scenario: 'failing' },
  options: {},
  seed: 1,
};

const names = ['busy', 'electricity', 'failing', 'healthy', 'slow-tail'];
export const fakeScenarios: readonly ListedScenario[] = (await listScenarios()).filter(({ name }) =>
  names.includes(name),
);

/** All that the app needs, but for what a test brings itself. */
export function fakeApp(
  options: Partial<ShowRunOptions> & { readonly start: StartRun },
): ShowRunOptions {
  return {
    setup: fakeSetup,
    evaluator: new FakeEvaluator(),
    scenarios: fakeScenarios,
    folder: '/nowhere',
    report: () => [],
    ...options,
  };
}
