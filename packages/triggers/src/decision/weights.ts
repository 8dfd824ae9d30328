import { logSumExp } from '../evidence/logarithm.ts';
import type { EvidenceCheck } from './checks.ts';

/** What part of the risk the checks of a kind share, where both kinds are there. */
const shares = { comparison: 0.85, limit: 0.15 } as const;

/** The log evidence of one check of a guardrail. */
export interface Evidence {
  readonly guardrail: string;
  readonly kind: EvidenceCheck['kind'];
  readonly value: number;
}

/** The logarithms of the weighted evidence of all checks together, and of each guardrail by itself. */
export interface Combined {
  readonly evidence: number;
  /** The guardrail with the largest share of it; undefined if there is no check at all. */
  readonly guardrail?: string;
  /** Each guardrail's own: its weighted checks, relative to the weight of the guardrail. */
  readonly guardrails: Readonly<Record<string, number>>;
}

/**
 * Checks of the same kind weigh the same. The weights sum to 1, so that the sum is evidence within the same risk,
 * whatever depends on what.
 */
export function combine(checks: readonly Evidence[]): Combined {
  const count = { comparison: 0, limit: 0 };
  for (const { kind } of checks) count[kind] += 1;
  const both = count.comparison > 0 && count.limit > 0;
  const weight = (kind: EvidenceCheck['kind']): number => (both ? shares[kind] : 1) / count[kind];

  const kinds = (['comparison', 'limit'] as const).filter((kind) => count[kind] > 0);
  const evidence = logSumExp(
    kinds.map((kind) => {
      const values = checks.filter((check) => check.kind === kind).map(({ value }) => value);
      return logSumExp(values) - Math.log(values.length) + (both ? Math.log(shares[kind]) : 0);
    }),
  );

  let largest: { readonly guardrail: string; readonly share: number } | undefined;
  const own: [string, number][] = [];
  for (const guardrail of new Set(checks.map((check) => check.guardrail))) {
    const its = checks.filter((check) => check.guardrail === guardrail);
    let total = 0;
    for (const { kind } of its) total += weight(kind);
    const value = logSumExp(its.map(({ kind, value }) => value + Math.log(weight(kind) / total)));
    own.push([guardrail, value]);
    const share = value + Math.log(total);
    if (!largest || share > largest.share) largest = { guardrail, share };
  }
  const guardrails = Object.fromEntries(own);
  return largest
    ? { evidence, guardrail: largest.guardrail, guardrails }
    : { evidence, guardrails };
}
