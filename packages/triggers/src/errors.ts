/**
 * Input that Lastgood refuses: a flag file, a policy, a recording, an argument.
 * The message is one line that names the offending value and where it stands, fit to be shown to a person as it is;
 * `code` is stable, for programs.
 */
export class LastgoodError extends Error {
  override readonly name = 'LastgoodError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
