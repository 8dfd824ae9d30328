import { LastgoodError } from '@lastgood/triggers';

import type { Command, Output } from './command.ts';
import { check } from './commands/check.ts';
import { replay } from './commands/replay.ts';
import { rollback } from './commands/rollback.ts';
import { simulate } from './commands/simulate.ts';
import { tune } from './commands/tune.ts';
import { printable } from './printable.ts';

const commands: Command[] = [simulate, tune, replay, check, rollback];

const output: Output = {
  stdout: (text) => void process.stdout.write(printable(text)),
  stderr: (text) => void process.stderr.write(printable(text)),
};

function overview(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const rows = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return [
    'Takes a bad model version out of production through feature flags.',
    '',
    'Usage: lastgood COMMAND [OPTIONS]',
    '',
    ...rows,
    '',
    'lastgood COMMAND --help shows options and examples.',
    '',
  ].join('\n');
}

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    output.stdout(overview());
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    const known = commands.map((candidate) => candidate.name).join(', ');
    throw new LastgoodError('usage', `unknown command "${name}": there is ${known}`);
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    output.stdout(command.help);
    return 0;
  }
  return command.run(rest, output);
}

/** Ends the program because its output cannot be written. */
function endWithoutOutput(error: NodeJS.ErrnoException): never {
  // Whoever reads the output may have had enough of it, as in `| head -1`.
  if (error.code === 'EPIPE') process.exit();
  output.stderr(`lastgood: standard output cannot be written: ${error.message}\n`);
  process.exit(2);
}

process.stdout.on('error', endWithoutOutput);
// Then there is nowhere to say it, and what was asked for is done all the same.
process.stderr.on('error', () => {});

let exitCode = 2;
try {
  exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof LastgoodError)) throw error;
  // A policy can have several faults, each on its line.
  for (const line of error.message.split('\n')) output.stderr(`lastgood: ${line}\n`);
}
// Not left to the event loop: a provider that was closed without its server goes on trying to reach it. What was
// written is out first, or is found not to be.
process.stdout.write('', (error) => {
  if (error) endWithoutOutput(process.stdout.errored ?? error);
  process.exit(exitCode);
});
