import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { LastgoodError } from '@lastgood/triggers';
import { parse } from 'yaml';
import { z } from 'zod';

import { scenarioSchema, type Scenario } from './schema.ts';

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

/** Reads a scenario that comes with Lastgood. */
export async function loadScenario(name: string): Promise<Scenario> {
  const names = await scenarioNames();
  if (!names.includes(name)) {
    throw new LastgoodError(
      'scenario-unknown',
      `there is no scenario "${name}": there is ${names.join(', ')}`,
    );
  }
  const file = `${shipped('scenarios')}${name}${ending}`;
  const parsed = scenarioSchema.safeParse(parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const fault = z.prettifyError(parsed.error).replaceAll(/\s*\n\s*/g, ' ');
  throw new LastgoodError('scenario-invalid', `${file}: ${fault}`);
}

/** The path of a policy that a scenario names. */
export function shippedPolicy(file: string): string {
  return `${shipped('policies')}${file}`;
}

/** The path of a recording that a scenario names. */
export function shippedRecording(file: string): string {
  return `${shipped('data')}${file}`;
}
