/** Where a command writes. Text carries its own line ends. */
export interface Output {
  stdout(text: string): void;
  stderr(text: string): void;
}

/** One word of the command line, such as `lastgood replay`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole of `--help`: usage, options with defaults, examples that run as they stand. */
  readonly help: string;
  /** Runs to its end and returns the exit code; refused input is thrown as a LastgoodError, which ends with exit code 2. */
  run(args: string[], output: Output): Promise<number>;
}
