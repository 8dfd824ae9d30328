import { expect, test } from 'vitest';

import { replay } from '../src/commands/replay.ts';
import { simulate } from '../src/commands/simulate.ts';
import { tune } from '../src/commands/tune.ts';
import { runCommand } from './commands/run-command.ts';

const commands = { replay, simulate, tune };
const given = {
  replay: ['--policy', 'nowhere.yaml', 'nowhere.jsonl'],
  simulate: [],
  tune: ['--policy', 'nowhere.yaml'],
};

const runs = 'it must be a whole number from 1 to 1000000';
const seed = 'it must be a whole number from 0 to 4294967295';
const share = 'it must be a share above 0% and below 100%, such as 10% or 0.1';

/** Told before any file is read: there are none. */
test.each([
  ['tune', '--runs', '0', runs],
  ['tune', '--runs', '-5', runs],
  ['tune', '--runs', 'x', runs],
  ['tune', '--runs', '1.5', runs],
  ['tune', '--runs', '1000001', runs],
  ['tune', '--seed', '-1', 'it must be a whole number from 0 to 4294966895'],
  ['tune', '--max-false-rollbacks', '-1%', share],
  ['tune', '--max-false-rollbacks', '100%', share],
  ['simulate', '--seed', '-1', seed],
  ['simulate', '--seed', '4294967296', seed],
  ['simulate', '--sync-port', '-1', 'it must be a whole number from 0 to 65535'],
  ['simulate', '--sync-port', 'x', 'it must be a whole number from 0 to 65535'],
  ['replay', '--seed', '-1', seed],
  ['replay', '--canary-share', '-5%', share],
] as const)(
  '%s %s %s is refused with the value and what is expected',
  async (name, option, value, expected) => {
    await expect(runCommand(commands[name], [...given[name], option, value])).rejects.toMatchObject(
      {
        name: 'LastgoodError',
        message: `${name}: ${option} is "${value}", ${expected} (see "lastgood ${name} --help")`,
      },
    );
  },
);

test.each([
  [['--runs'], '--runs'],
  [['--policy', '--runs', '5'], '--policy'],
])('%j: an option without a value is named', async (args, option) => {
  await expect(runCommand(tune, args)).rejects.toThrow(`tune: ${option} is without a value (see`);
});
