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
    const detail = error instanceof Error ? error.message.split('. To ')[0] : String(error);
    throw usage(command, detail ?? 'these arguments cannot be read');
  }
}

/** An error in how a command was called. */
export function usage(command: string, detail: string): LastgoodError {
  return new LastgoodError('usage', `${command}: ${detail} (see "lastgood ${command} --help")`);
}
