import { ofThousand } from '../../words/figures.ts';
import type { Tried } from './tried.ts';
import { aboveIn } from './verdict.ts';

/** A policy whose false rollbacks are not within a limit, and by how much they are not. */
export interface Miss {
  readonly tried: Tried;
  /**
   * What is above the limit: how many were rolled back; where that is not, what the policy promises at most, or what the
   * rollouts leave possible if that is less.
   */
  readonly by: 'rollbacks' | 'promise' | 'possible';
  /** A share of the healthy versions, and how much of it is above the limit. */
  readonly rate: number;
  readonly above: number;
  /** The kind of traffic with which so many were rolled back, if it was not with all. */
  readonly only?: string;
}

/** Of policies that are not within a limit the one that misses it by the least: rollbacks count for more than what may be. */
export function nearestOf(missing: readonly Tried[], limit: number): Miss | undefined {
  const seen = ({ by, above }: Miss): number => (by === 'rollbacks' ? above : 0);
  return missing
    .flatMap((tried) => missOf(tried, limit) ?? [])
    .toSorted((one, other) => seen(one) - seen(other) || one.above - other.above)[0];
}

/** Undefined where no healthy version was tried. */
function missOf(tried: Tried, limit: number): Miss | undefined {
  const measured = tried.evaluation.figures.falseRollbacks;
  if (!measured) return undefined;
  const miss = (by: Miss['by'], rate: number): Miss => ({ tried, by, rate, above: rate - limit });
  if (measured.value > limit) return miss('rollbacks', measured.value);
  const [worst] = aboveIn(tried, limit).toSorted((one, other) => other.value - one.value);
  if (worst) return { ...miss('rollbacks', worst.value), only: worst.name };
  const { promised = Infinity } = tried;
  return promised < measured.high ? miss('promise', promised) : miss('possible', measured.high);
}

/** `12.0 of 1,000 healthy versions were rolled back: 2.0 more than the limit of 10.0`. */
export function missInWords({ by, rate, above, only }: Miss): string {
  const many = `${ofThousand(rate)} of 1,000 healthy versions`;
  const what = {
    rollbacks: `${many} were rolled back${only === undefined ? '' : ` with ${only}`}`,
    promise: `it promises that no more than ${many} are rolled back`,
    possible: `without a promise, up to ${many} may be rolled back`,
  }[by];
  return `${what}: ${ofThousand(above)} more than the limit of ${ofThousand(rate - above)}`;
}
