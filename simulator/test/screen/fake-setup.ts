import { readFile } from 'node:fs/promises';

import { loadScenario, shippedPolicy } from '../../src/scenarios/library.ts';
import type { ListedScenario } from '../../src/scenarios/list.ts';
import type { Setup } from '../../src/screen/session/session.ts';
import type { ShowRunOptions } from '../../src/screen/show-run.ts';
import { openTuned } from '../../src/tuning/open-tuned.ts';
import { FakeComparer } from './fake-comparison.ts';
import { FakeEvaluator } from './fake-evaluator.ts';

const text = await readFile(shippedPolicy('errors.lastgood.yaml'), 'utf8');

/** What the app is opened on in tests. */
export const fakeSetup: Setup = {
  policy: openTuned('errors.lastgood.yaml', text),
  source: { kind: 'scenario', scenario: 'failing' },
  options: {},
  seed: 1,
};

export const fakeScenarios: readonly ListedScenario[] = await Promise.all(
  ['electricity', 'failing', 'healthy', 'slow-tail'].map(async (name) => ({
    name,
    scenario: await loadScenario(name),
  })),
);

/** Evaluates and compares without an engine. */
export function fakeEvaluator(
  evaluator: FakeEvaluator = new FakeEvaluator(),
  comparer: FakeComparer = new FakeComparer(),
): ShowRunOptions['evaluator'] {
  return {
    evaluate: async (...request) => evaluator.evaluate(...request),
    compare: async (...request) => comparer.compare(...request),
    close: async () => evaluator.close(),
  };
}

/** All that the app needs, but for what a test brings itself. */
export function fakeApp(
  options: Partial<ShowRunOptions> & Pick<ShowRunOptions, 'start'>,
): ShowRunOptions {
  return {
    setup: fakeSetup,
    evaluator: fakeEvaluator(),
    scenarios: fakeScenarios,
    folder: '/nowhere',
    report: () => [],
    ...options,
  };
}
