import { parseArgs, type ParseArgsConfig } from 'node:util';

import { LastgoodError } from '@lastgood/triggers';

/** `parseArgs` of Node, whose complaints become one-line usage errors that name the command. */
export function parseOptions<const Config extends ParseArgsConfig>(
  command: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    const whole: Config = { ...config, args: withNegatives(config.args ?? []) };
    return parseArgs(whole);
  } catch (error) {
    // Node goes on with advice, some of it on lines of its own.
    const [detail = ''] = String(error instanceof Error ? error.message : error).split(
      /\.?\n|\. To /,
    );
    const [, option] =
      /^Option '(--[\w-]+).*' argument (?:missing|is ambiguous)$/.exec(detail) ?? [];
    throw usage(command, option === undefined ? detail : `${option} is without a value`);
  }
}

/** A negative number after an option is its value, as in `--runs -5`: Node would take it for an option. */
function withNegatives(args: readonly string[]): string[] {
  return args.flatMap((arg, place) => {
    const isValue = (at: number): boolean =>
      /^-\d/.test(args[at] ?? '') && /^--[\w-]+$/.test(args[at - 1] ?? '');
    if (isValue(place)) return [];
    return isValue(place + 1) ? `${arg}=${args[place + 1]}` : arg;
  });
}

/** An error in how a command was called. */
export function usage(command: string, detail: string): LastgoodError {
  return new LastgoodError('usage', `${command}: ${detail} (see "lastgood ${command} --help")`);
}
