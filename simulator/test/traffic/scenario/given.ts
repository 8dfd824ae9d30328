import type { SyntheticScenario } from '../../../src/scenarios/scenario.ts';
import { parseScenario } from '../../../src/scenarios/schema.ts';

/** A scenario of two hours with 10 requests a second of which 2 % fail, but for these keys. */
export function scenarioWith(keys: object): SyntheticScenario {
  const scenario = parseScenario(
    // JSON is YAML.
    JSON.stringify({
      title: 'a test',
      expect: { decision: 'none' },
      policy: 'none.yaml',
      start: '2026-05-01T00:00:00Z',
      length: '2h',
      requests: { rate: '10/s' },
      metrics: { errors: { type: 'proportion', share: 0.02 } },
      ...keys,
    }),
    'test.yaml',
  );
  if ('shadow' in scenario) throw new TypeError('a shadow log is not expected');
  return scenario;
}
