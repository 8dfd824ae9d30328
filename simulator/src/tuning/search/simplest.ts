import { meanOf } from '../../statistics/estimate.ts';
import { studentQuantile } from '../../statistics/student.ts';
import { harmOf, type Tried } from './tried.ts';

/**
 * The one with the least harm, and those with the least of all that have so few changes, or fewer.
 *
 * @param found the least harm first
 */
export function finalistsOf(found: readonly Tried[]): Tried[] {
  let fewest = Infinity;
  return found.filter(({ changes }) => {
    const isFinalist = changes.length < fewest;
    fewest = Math.min(fewest, changes.length);
    return isFinalist;
  });
}

/**
 * Of policies that were tried on the same seeds those that are worth choosing, the best first. A change has to be shown to
 * do less harm: before those that do more than the one with the least, beyond chance (the 95 % interval of the mean
 * difference, rollout by rollout), come all others, and of them the one with the fewest changes.
 */
export function simplestFirst(tried: readonly Tried[]): Tried[] {
  const byHarm = tried.toSorted((left, right) => harmOf(left) - harmOf(right));
  const [best] = byHarm;
  if (!best) return [];
  const asGood = byHarm.filter((one) => !doesMoreHarm(one, best));
  const simplest = asGood.toSorted((left, right) => left.changes.length - right.changes.length);
  return [...simplest, ...byHarm.filter((one) => !asGood.includes(one))];
}

function doesMoreHarm(tried: Tried, best: Tried): boolean {
  const others = harms(best);
  const differences = harms(tried).map((harm, place) => harm - (others[place] ?? 0));
  if (differences.length < 2) return harmOf(tried) > harmOf(best);
  const { value, error } = meanOf(differences);
  return value - studentQuantile(differences.length - 1) * error > 0;
}

/** Of each faulty rollout, in the order of cases and seeds. */
function harms({ evaluation }: Tried): number[] {
  return evaluation.cases.flatMap(({ results }) =>
    results.filter(({ fault }) => fault !== null).map(({ excessBad }) => excessBad),
  );
}
