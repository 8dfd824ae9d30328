import { parsePolicy, policyOf } from '@lastgood/triggers';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

import { loadScenario, scenarioNames, shippedPolicy } from '../../src/scenarios/library.ts';
import { matchMetrics } from '../../src/traffic/scenario/matching.ts';

const shippedScenario = (name: string): string =>
  fileURLToPath(new URL(`../../scenarios/${name}.yaml`, import.meta.url));

test('every scenario that comes with Lastgood can be read, and so can its policy', async () => {
  const names = await scenarioNames();
  expect(names).toEqual(expect.arrayContaining(['electricity', 'failing', 'healthy']));
  for (const name of names) {
    const { policy } = await loadScenario(name);
    const file = shippedPolicy(policy);
    expect(parsePolicy(readFileSync(file, 'utf8'), file)).toHaveLength(1);
  }
});

describe('a scenario that comes with Lastgood', async () => {
  const names = await scenarioNames();

  test.each(names)('%s says why it is there', async (name) => {
    const text = readFileSync(shippedScenario(name), 'utf8');
    expect(text).toMatch(/^# Why: .+\bA good[\s#]+(policy|one)\s/s);
  });

  test.each(names)('%s has what its policy watches', async (name) => {
    const scenario = await loadScenario(name);
    if ('shadow' in scenario) return;
    const file = shippedPolicy(scenario.policy);
    const policy = policyOf(parsePolicy(readFileSync(file, 'utf8'), file));
    expect(matchMetrics(scenario, policy).sentences).toEqual([]);
  });
});

test('a scenario can be a file of anybody', async () => {
  const [byPath, byName] = [shippedScenario('failing'), 'failing'];
  expect(await loadScenario(byPath)).toEqual(await loadScenario(byName));
  await expect(loadScenario('nowhere/mine.yaml')).rejects.toThrow(
    /^nowhere\/mine\.yaml: there is no such file$/,
  );
});

test('an unknown scenario is refused with the names that there are', async () => {
  await expect(loadScenario('../policies/errors')).rejects.toThrow(
    /no scenario.*electricity, failing/,
  );
});
