import { basename } from 'node:path';

import type { Case } from '../../rollouts/evaluation.ts';
import type { SourceOptions } from '../../traffic/source-name.ts';

/** The healthy twin of a recording. */
export function twinCase(file: string, options: SourceOptions): Case {
  return { name: `twin of ${basename(file)}`, source: { kind: 'twin', file }, options };
}

/** The twin with a fault of a guardrail, so many times its harm. */
export function faultCase(
  file: string,
  guardrail: string,
  times: number,
  options: SourceOptions,
): Case {
  return {
    name: `${guardrail} ${times}x worse, ${basename(file)}`,
    source: { kind: 'fault', file, guardrail, times },
    options,
  };
}
