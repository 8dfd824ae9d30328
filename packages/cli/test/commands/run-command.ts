import type { Command } from '../../src/command.ts';

/** What a command wrote and how it ended, as the program would: a refusal is one line and exit code 2. */
export async function runCommand(
  command: Command,
  args: string[],
): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const output = {
    stdout: (text: string) => void (out += text),
    stderr: (text: string) => void (err += text),
  };
  const code = await command.run(args, output);
  return { code, out, err };
}
