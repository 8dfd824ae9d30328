import { parsePolicy } from '@lastgood/triggers';

import { shortPath } from '../../policies/list.ts';
import { changesBetween } from '../../tuning/changes.ts';
import { commandLine } from '../../tuning/command-line.ts';
import type { TunedPolicy } from '../../tuning/policy-text.ts';
import type { Trial } from './evaluations.ts';

/** Whether a file has several models; of each file it is asked again and again, and reading it takes long. */
const several = new WeakMap<TunedPolicy, boolean>();

function hasSeveralModels(policy: TunedPolicy): boolean {
  const known = several.get(policy) ?? parsePolicy(policy.text, policy.file).length > 1;
  several.set(policy, known);
  return known;
}

/** The command that makes a trial again, from the file that the policy began with, in the folder of the program. */
export function commandOf({ policy, cases, runs, seed }: Trial, began: TunedPolicy): string {
  const scenarios = cases.flatMap(({ source }) =>
    source.kind === 'scenario' ? [source.scenario] : [],
  );
  const files = cases.flatMap(({ source }) =>
    source.kind === 'scenario' ? [] : [shortPath(source.file, process.cwd())],
  );
  const recorded = cases.find(({ source }) => source.kind !== 'scenario');
  // A recording stands for its twin and all its faults.
  const only = recorded ? { ...recorded.options, only: cases.map(({ name }) => name) } : {};
  const model = hasSeveralModels(began) ? { model: policy.policy.model } : {};
  return commandLine(
    { policy: began.file, ...model, scenarios, files: [...new Set(files)], ...only },
    changesBetween(began, policy).map(({ path, to }) => [path, to]),
    { runs, seed },
  );
}
