import { counted } from './counts.ts';

/** What policies are tried on: how many cases of each kind, and which. A name may have a comma in it. */
export function casesInWords(named: {
  readonly healthy: readonly string[];
  readonly faulty: readonly string[];
}): string[] {
  return (['healthy', 'faulty'] as const).map((kind) => {
    const names = named[kind];
    return names.length === 0
      ? `no ${kind} case`
      : `${counted(names.length, `${kind} case`)}: ${names.join('; ')}`;
  });
}
