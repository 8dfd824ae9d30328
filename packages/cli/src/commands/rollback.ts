import { rollBackFile } from '@lastgood/controller';

import type { Command } from '../command.ts';
import { parseOptions, usage } from '../options.ts';

const help = `Takes a version out of a flag by hand, with nothing of Lastgood running: edits the flag
file in place so that no rule gives the version any more, and shows the difference. Every
request that got another version still gets that one. flagd and providers that watch the
file follow by themselves.

Usage: lastgood rollback --flags FILE --flag KEY [--from VERSION] --to VERSION [--dry-run]

Options:
  --flags FILE     the flag file to edit
  --flag KEY       the flag
  --from VERSION   the version to take out (default: the only one besides --to that the
                   flag can give)
  --to VERSION     the version to give instead
  --dry-run        show the difference and leave the file as it is

Examples:
  lastgood rollback --flags flags/recommender.flagd.json --flag recommender-model --to v12 --dry-run
  lastgood rollback --flags flags/recommender.flagd.json --flag recommender-model --from v13 --to v12
`;

export const rollback: Command = {
  name: 'rollback',
  summary: 'take a version out of a flag file by hand',
  help,
  async run(args, output) {
    const { values } = parseOptions('rollback', {
      args,
      options: {
        flags: { type: 'string' },
        flag: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    });
    const file = required('--flags', values.flags);
    const flag = required('--flag', values.flag);
    const to = required('--to', values.to);
    const dryRun = values['dry-run'];
    const done = await rollBackFile({ file, flag, from: values.from, to, dryRun });
    for (const warning of done.warnings) output.stderr(`warning: ${warning}\n`);
    output.stdout(done.diff);
    for (const note of done.notes) output.stdout(`note: ${note}\n`);
    output.stdout(`${outcome(flag, to, done, dryRun)}\n`);
    return 0;
  },
};

function required(option: string, value: string | undefined): string {
  if (value === undefined || value === '') throw usage('rollback', `${option} is missing`);
  return value;
}

function outcome(
  flag: string,
  to: string,
  { from, diff }: { from: string | undefined; diff: string },
  dryRun: boolean,
): string {
  if (from === undefined) return `nothing to change: "${flag}" gives nothing but "${to}" already`;
  if (diff === '') return `nothing to change: no rule of "${flag}" gives "${from}"`;
  if (dryRun) return `dry run, the file is as it was: no rule of "${flag}" would give "${from}"`;
  return `rolled back: no rule of "${flag}" gives "${from}" any more`;
}
