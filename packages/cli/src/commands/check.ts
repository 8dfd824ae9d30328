import { checkFlagFolder, describeViolation } from '@lastgood/controller';

import type { Command } from '../command.ts';
import { parseOptions, usage } from '../options.ts';

const help = `Says everything that is wrong with flag files before flagd, or a rollback, stumbles over it:
one line for each violation, FILE: PATH: what is wrong. Flags are held against flagd's own
schemas in strict mode, and against what those do not see: variants that are not there,
weights that are all zero, a flag that two files define, a name that stands there twice.

Usage: lastgood check --flags DIR

Options:
  --flags DIR   a folder of flag files (*.json), or one file

Examples:
  lastgood check --flags flags
  lastgood check --flags flags/recommender.flagd.json
`;

export const check: Command = {
  name: 'check',
  summary: 'validate flag files',
  help,
  async run(args, output) {
    const { values } = parseOptions('check', { args, options: { flags: { type: 'string' } } });
    if (values.flags === undefined) throw usage('check', '--flags is missing');
    const { files, flags, violations } = await checkFlagFolder(values.flags);
    for (const violation of violations) output.stderr(`${describeViolation(violation)}\n`);
    const found = violations.length === 0 ? 'valid' : count(violations.length, 'violation');
    output.stdout(`${values.flags}: ${count(files, 'file')}, ${count(flags, 'flag')}, ${found}\n`);
    return violations.length === 0 ? 0 : 2;
  },
};

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
