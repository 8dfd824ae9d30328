import type { Case, Evaluator, Tried, TunedPolicy } from '@lastgood/simulator';

import type { Output } from '../command.ts';
import type { Interruptible } from '../interrupt.ts';

/** What is tuned, and on what. */
export interface Request {
  readonly start: TunedPolicy;
  readonly cases: readonly Case[];
  readonly runs: number;
  readonly seed: number;
}

/** What it takes to do so, and to tell of it. */
export interface Surroundings {
  readonly evaluator: Evaluator;
  readonly interrupt: Interruptible;
  readonly output: Output;
  readonly json: boolean;
  /** The command that measures a policy again. */
  readonly command: (tried: Tried) => string;
}

/** Prints lines. */
export function print(output: Output, lines: readonly string[]): void {
  output.stdout(lines.map((line) => `${line}\n`).join(''));
}
