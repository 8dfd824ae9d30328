import type { Check } from './checks.ts';

/** What part of the risk the checks of a kind share, where both kinds are there. */
const shares = { comparison: 0.85, limit: 0.15 } as const;

/**
 * The weight of each check. Checks of the same kind weigh the same, and all weights sum to 1, so that the weighted sum is
 * evidence within the same risk, whatever depends on what. Sustained limits claim no evidence and weigh nothing.
 */
export function checkWeights(kinds: readonly Check['kind'][]): number[] {
  const count = (kind: Check['kind']): number => kinds.filter((other) => other === kind).length;
  const both = count('comparison') > 0 && count('limit') > 0;
  return kinds.map((kind) => (kind === 'sustained' ? 0 : (both ? shares[kind] : 1) / count(kind)));
}
