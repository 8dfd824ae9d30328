import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { LastgoodError } from '@lastgood/triggers';

import { readWritten } from '../files/read-written.ts';
import type { Scenario } from './scenario.ts';
import { parseScenario } from './schema.ts';

const shipped = (folder: string): string =>
  fileURLToPath(new URL(`../../${folder}/`, import.meta.url));

const ending = '.yaml';

/** The names of the scenarios that come with Lastgood. */
export async function scenarioNames(): Promise<string[]> {
  const files = await readdir(shipped('scenarios'));
  return files
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

/**
 * Reads a scenario.
 *
 * @param scenario the name of one that comes with Lastgood, or the path of a file, which ends in `.yaml` or `.yml`
 * @throws LastgoodError `scenario-unknown`, `scenario-unreadable`, or `scenario-invalid` with what is wrong in the file
 */
export async function loadScenario(scenario: string): Promise<Scenario> {
  const file = /\.ya?ml$/.test(scenario) ? scenario : await shippedScenario(scenario);
  return parseScenario(await readWritten(file, 'scenario'), file);
}

async function shippedScenario(name: string): Promise<string> {
  const names = await scenarioNames();
  if (names.includes(name)) return `${shipped('scenarios')}${name}${ending}`;
  throw new LastgoodError(
    'scenario-unknown',
    `there is no scenario "${name}": there is ${names.join(', ')}, or the path of a .yaml file`,
  );
}

/** The path of a policy that a scenario names. */
export function shippedPolicy(file: string): string {
  return `${shipped('policies')}${file}`;
}

/** The path of a recording that a scenario names. */
export function shippedRecording(file: string): string {
  return `${shipped('data')}${file}`;
}
