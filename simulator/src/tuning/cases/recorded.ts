import { basename } from 'node:path';

import type { Case } from '../../rollouts/evaluation.ts';
import type { SourceName, SourceOptions } from '../../traffic/source-name.ts';

/** A recording as it was. */
export type RecordedCanary = Extract<SourceName, { readonly kind: 'recording' }>;

/** The healthy twin of a recording. */
export function twinCase(file: string, options: SourceOptions): Case {
  return { name: `twin of ${basename(file)}`, source: { kind: 'twin', file }, options };
}

/** The recorded canary itself, which is faulty. */
export function canaryCase(source: RecordedCanary, options: SourceOptions): Case {
  return { name: `canary of ${basename(source.file)}`, source, options };
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
