import {
  checkFlagFolder,
  comparedVersions,
  describeViolation,
  outsideFractional,
  readFlagFiles,
} from '@lastgood/controller';
import { readPolicies } from '@lastgood/simulator';
import { guaranteeOf, type ModelPolicy } from '@lastgood/triggers';

import type { Command, Output } from '../command.ts';
import { parseOptions, usage } from '../options.ts';

const help = `Says what a policy promises, in words and with numbers, and everything that is wrong with
flag files before flagd, or a rollback, stumbles over it: one line for each violation,
FILE: PATH: what is wrong. Flags are held against flagd's own schemas in strict mode, and
against what those do not see: variants that are not there, weights that are all zero, a
flag that two files define, a name that stands there twice. With both, the flags are also
held against the policy: the versions it compares have to come from a fractional rule.

Usage: lastgood check [--policy FILE] [--flags DIR]

Options:
  --policy FILE   a policy file
  --flags DIR     a folder of flag files (*.json), or one file

Examples:
  lastgood check --flags flags
  lastgood check --policy examples/every-metric.lastgood.yaml
  lastgood check --policy examples/electricity.lastgood.yaml --flags flags
`;

export const check: Command = {
  name: 'check',
  summary: 'validate a policy and flag files, and say what the policy promises',
  help,
  async run(args, output) {
    const { values } = parseOptions('check', {
      args,
      options: { flags: { type: 'string' }, policy: { type: 'string' } },
    });
    const { flags, policy } = values;
    if (flags === undefined && policy === undefined) {
      throw usage('check', '--policy or --flags is missing');
    }
    const policies = policy === undefined ? [] : await readPolicies(policy);
    for (const model of policies) tellGuarantee(model, output);
    if (flags === undefined) return 0;
    const sound = await checkFlags(flags, output);
    if (!sound || policies.length === 0) return sound ? 0 : 2;
    return (await checkComparisons(flags, policies, output)) ? 0 : 2;
  },
};

function tellGuarantee(policy: ModelPolicy, output: Output): void {
  const { withheld, promises, conditions, warnings } = guaranteeOf(policy);
  const names = policy.guardrails.map(({ name }) => name).join(', ');
  output.stdout(`${policy.model}, by ${names}:\n`);
  if (withheld !== undefined) output.stdout(`  ! ${withheld}\n`);
  for (const promise of promises) output.stdout(`  - ${promise}\n`);
  if (conditions.length > 0) output.stdout('  as long as\n');
  for (const condition of conditions) output.stdout(`  - ${condition}\n`);
  for (const warning of warnings) output.stdout(`  ! ${warning}\n`);
}

async function checkFlags(path: string, output: Output): Promise<boolean> {
  const { files, flags, violations } = await checkFlagFolder(path);
  for (const violation of violations) output.stderr(`${describeViolation(violation)}\n`);
  const found = violations.length === 0 ? 'valid' : count(violations.length, 'violation');
  output.stdout(`${path}: ${count(files, 'file')}, ${count(flags, 'flag')}, ${found}\n`);
  return violations.length === 0;
}

async function checkComparisons(
  path: string,
  policies: readonly ModelPolicy[],
  output: Output,
): Promise<boolean> {
  const document = await readFlagFiles(path);
  const places = policies.flatMap((policy) =>
    outsideFractional(document, policy.flag, comparedVersions(document, policy)),
  );
  for (const place of places) {
    output.stderr(
      `${path}: ${place}: gives a compared version to somebody without drawing it: ` +
        'give them a variant of another name with the same value\n',
    );
  }
  return places.length === 0;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
