import type { Pair } from '@lastgood/triggers';

import type { FlagDocument } from '../flags/document.ts';
import { whereNamed } from '../overlay/where-yielded.ts';

/**
 * The places of a flag's rule that give a compared variant to somebody without drawing it, as JSON pointers: such
 * requests look as if they had been assigned at random, and were not. People who are sent to a version by name need a
 * variant of another name with the same value. A default variant is told by its reason, and is no such place.
 */
export function outsideFractional(
  document: FlagDocument,
  flag: string,
  { canary, baseline }: Pair<string>,
): string[] {
  return whereNamed(document, flag, new Set([canary, baseline]))
    .filter(({ how }) => how === 'named')
    .map(({ path }) => path)
    .filter((path) => !path.endsWith('/defaultVariant') && !path.split('/').includes('fractional'));
}
