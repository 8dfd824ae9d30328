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

/** A guardrail with the weights of its checks and their weighted evidence, relative to that. */
interface Share {
  readonly guardrail: string;
  readonly weight: number;
  readonly value: number;
}

/**
 * Checks of the same kind weigh the same. The weights sum to 1, so that the sum is evidence within the same risk,
 * whatever depends on what.
 *
 * @param checks those of the same guardrail one after the other
 */
export function combine(checks: readonly Evidence[]): Combined {
  const values: Record<Evidence['kind'], number[]> = { comparison: [], limit: [] };
  for (const { kind, value } of checks) values[kind].push(value);
  const { comparison, limit } = values;
  const both = comparison.length > 0 && limit.length > 0;
  const evidence = both
    ? logSumExp([
        logMean(comparison) + Math.log(shares.comparison),
        logMean(limit) + Math.log(shares.limit),
      ])
    : logMean(comparison.length > 0 ? comparison : limit);

  const own: Share[] = [];
  for (const { guardrail, kind, value } of checks) {
    const share = { guardrail, weight: (both ? shares[kind] : 1) / values[kind].length, value };
    const before = own.at(-1);
    if (before?.guardrail === guardrail) own[own.length - 1] = together(before, share);
    else own.push(share);
  }
  const guardrails = Object.fromEntries(own.map(({ guardrail, value }) => [guardrail, value]));
  let largest: { readonly guardrail: string; readonly part: number } | undefined;
  for (const { guardrail, weight, value } of own) {
    const part = value + Math.log(weight);
    if (!largest || part > largest.part) largest = { guardrail, part };
  }
  return largest
    ? { evidence, guardrail: largest.guardrail, guardrails }
    : { evidence, guardrails };
}

function logMean(values: readonly number[]): number {
  return values.length === 0 ? -Infinity : logSumExp(values) - Math.log(values.length);
}

function together(left: Share, right: Share): Share {
  const weight = left.weight + right.weight;
  const parts = [left, right].map((part) => part.value + Math.log(part.weight / weight));
  return { guardrail: left.guardrail, weight, value: logSumExp(parts) };
}
