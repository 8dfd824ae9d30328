import { parsePolicy } from '@lastgood/triggers';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { loadScenario, scenarioNames, shippedPolicy } from '../../src/scenarios/library.ts';

test('every scenario that comes with Lastgood can be read, and so can its policy', async () => {
  const names = await scenarioNames();
  expect(names).toEqual(expect.arrayContaining(['electricity', 'failing', 'healthy']));
  for (const name of names) {
    const { policy } = await loadScenario(name);
    const file = shippedPolicy(policy);
    expect(parsePolicy(readFileSync(file, 'utf8'), file)).toHaveLength(1);
  }
});

test('an unknown scenario is refused with the names that there are', async () => {
  await expect(loadScenario('../policies/errors')).rejects.toThrow(
    /no scenario.*electricity, failing/,
  );
});
