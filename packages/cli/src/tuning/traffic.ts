import {
  fittingScenarios,
  recordingCases,
  scenarioCases,
  type Asked,
  type Case,
  type TunedPolicy,
} from '@lastgood/simulator';

import type { Output } from '../command.ts';
import { usage } from '../options.ts';

/** The traffic that was asked for, and the names of its scenarios. */
export async function casesOf(
  { policy }: TunedPolicy,
  { scenarios, files, baseline, canary, only = [] }: Asked,
  output: Output,
): Promise<{ readonly cases: readonly Case[]; readonly scenarios: readonly string[] }> {
  const byDefault = scenarios.length === 0 && files.length === 0;
  const names = byDefault ? await fittingScenarios(policy) : scenarios;
  const options = {
    ...(baseline !== undefined && { baseline }),
    ...(canary !== undefined && { canary }),
  };
  const all = [await scenarioCases(names, policy)];
  for (const file of files) all.push(await recordingCases(file, policy, options));
  if (!byDefault) {
    for (const remark of all.flatMap(({ remarks }) => remarks)) {
      output.stderr(`lastgood: ${remark}\n`);
    }
  }
  const cases = onlyOf(
    all.flatMap((one) => one.cases),
    only,
  );
  if (cases.length > 0) return { cases, scenarios: names };
  throw usage(
    'tune',
    `no scenario fits the guardrails of ${policy.model}: name one, or a recording`,
  );
}

/** The cases of these names, or all if none is named. */
function onlyOf(cases: readonly Case[], only: readonly string[]): readonly Case[] {
  const unknown = only.find((name) => !cases.some((one) => one.name === name));
  if (unknown !== undefined) {
    const names = cases.map(({ name }) => `"${name}"`).join(', ');
    throw usage('tune', `--only is "${unknown}", there is ${names}`);
  }
  return only.length === 0 ? cases : cases.filter(({ name }) => only.includes(name));
}

/** At most. */
export const usualRuns = 200;
const usualRollouts = 1000;

/** How many rollouts of each case where it was not said: so many that all of them do not take too long. */
export function usualRunsOf(cases: number): number {
  return Math.min(usualRuns, Math.max(20, Math.round(usualRollouts / cases)));
}
