import { logDirichletMultinomial } from './dirichlet-multinomial.ts';
import { own } from '../ticks/tick.ts';
import type { EvidenceStep } from './statistic.ts';

/** One tick's selections. */
export interface SampleRatioSample {
  /** How many units, such as requests or users, were given each version. */
  readonly units: Readonly<Record<string, number>>;
  /** The intended weight of each version, in any unit. */
  readonly weights: Readonly<Record<string, number>>;
}

/** One version in the present stratum: its intended share, and the units it was given so far. */
interface VersionShare {
  readonly version: string;
  readonly share: number;
  readonly units: number;
}

/** The stratum: a time in which the intended weights were the same. */
export type SampleRatioState = readonly VersionShare[];

/** Versions with a smaller share than this are not compared: too few units would be expected. */
const leastShare = 1e-6;

/** How many units the intended weights count for, as if they had been seen already. */
const priorUnits = 10_000;

/** A stratum ends after so many units, so that a long healthy time does not hide a fault that comes late. */
const stratumUnits = 1e7;

export const initialSampleRatio: SampleRatioState = [];

/** There is one alternative: any other shares, those near to the intended ones first. */
export const sampleRatioPrior: readonly number[] = [1];

/**
 * Sample-ratio mismatch: are the versions selected as often as their weights say?
 *
 * Null hypothesis: each unit is given version j with the probability of its intended share pi_j, independently of all
 * others. The alternative supposes shares drawn from a Dirichlet distribution around the intended ones,
 * alpha_j = 10000 pi_j. The increment is the log likelihood ratio of the tick's units, given the units of the stratum
 * so far (`logDirichletMultinomial`). It is an e-value with an expectation of exactly 1.
 *
 * Units are what is randomised: requests, or users if those are what the flag's rule hashes; a user who comes ten times is
 * one unit. The units of a version without a weight, or with next to none, are left out. With fewer than two versions left
 * there is no evidence.
 *
 * A mismatch says that comparisons are void, not that the canary is bad.
 *
 * Reference: Lindon and Malek, anytime-valid inference for multinomial count data (2022).
 */
export function stepSampleRatio(
  state: SampleRatioState,
  { units, weights }: SampleRatioSample,
): EvidenceStep<SampleRatioState> {
  const stratum = continues(state, weights) ? state : intendedShares(weights);
  if (stratum.length < 2) return { state };
  const added = stratum.map(({ version }) => own(units, version) ?? 0);
  const shares = stratum.map(({ share }) => share);
  const seen = stratum.map(({ share, units }) => priorUnits * share + units);
  const next = stratum.map(({ version, share, units }, place) => {
    return { version, share, units: units + (added[place] ?? 0) };
  });
  return { state: next, increments: [logDirichletMultinomial(seen, shares, added)] };
}

/** The versions that are compared, before any unit; in one order, however the weights are written down. */
function intendedShares(weights: SampleRatioSample['weights']): SampleRatioState {
  const all = Object.entries(weights);
  const compared = all.filter(([, weight]) => weight >= leastShare * sumOf(all));
  const sum = sumOf(compared);
  return compared
    .filter(([, weight]) => weight > 0)
    .map(([version, weight]) => ({ version, share: weight / sum, units: 0 }))
    .sort((left, right) => (left.version < right.version ? -1 : 1));
}

function sumOf(weights: readonly (readonly [string, number])[]): number {
  let sum = 0;
  for (const [, weight] of weights) sum += weight;
  return sum;
}

/**
 * Whether the stratum goes on with these weights: whether `intendedShares` would have the same shares. It hardly ever ends,
 * and every tick asks.
 */
function continues(state: SampleRatioState, weights: SampleRatioSample['weights']): boolean {
  let [all, sum, compared, seen] = [0, 0, 0, 0];
  for (const version in weights) all += weights[version] ?? 0;
  for (const version in weights) {
    const weight = weights[version] ?? 0;
    if (weight < leastShare * all) continue;
    sum += weight;
    if (weight > 0) compared += 1;
  }
  for (const { version, share, units } of state) {
    const weight = own(weights, version) ?? 0;
    if (weight < leastShare * all || weight / sum !== share) return false;
    seen += units;
  }
  return state.length >= 2 && state.length === compared && seen < stratumUnits;
}
