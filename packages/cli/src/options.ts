import { parseArgs, type ParseArgsConfig } from 'node:util';

import { LastgoodError } from '@lastgood/triggers';

/** `parseArgs` of Node, whose complaints become one-line usage errors that name the command. */
export function parseOptions<const Config extends ParseArgsConfig>(
  command: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // Node goes on with advice, some of it on lines of its own.
    const [detail = ''] = String(error instanceof Error ? error.message : error).split(
      /\.?\n|\. To /,
    );
    throw usage(command, detail);
  }
}

/** An error in how a command was called. */
export function usage(command: string, detail: string): LastgoodError {
  return new LastgoodError('usage', `${command}: ${detail} (see "lastgood ${command} --help")`);
}
