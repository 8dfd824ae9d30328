import { Categorical } from '../../../random/categorical.ts';
import type { Change, Metric } from '../../../scenarios/scenario.ts';
import type { Applied } from './applied.ts';
import { type Law, type Laws, usualRequests } from './law.ts';

interface CategoriesLaw extends Law {
  readonly probabilities: readonly number[];
}

/**
 * Labels.
 *
 * @param changes all those of the metric: their labels have a count as well, also while it is zero
 */
export function categoriesLaws(
  { shares }: Extract<Metric, { type: 'categories' }>,
  changes: readonly Change[],
): Laws<CategoriesLaw> {
  const later = changes.flatMap(({ how }) => (how.by === 'shares' ? Object.keys(how.shares) : []));
  const labels = [...new Set([...Object.keys(shares), ...later])];
  // Copied, since to add key by key takes several times as long.
  const none = Object.fromEntries(labels.map((label) => [label, 0]));
  const byLabel = (counts: readonly number[]): Record<string, number> => {
    const counted = { ...none };
    for (let place = 0; place < labels.length; place += 1) {
      counted[labels[place] ?? ''] = counts[place] ?? 0;
    }
    return counted;
  };
  return {
    lucks: 2,
    law(_, applied) {
      let probabilities = labels.map((label) => shares[label] ?? 0);
      for (const { how, of, level } of applied) {
        if (how.by !== 'shares') continue;
        probabilities = probabilities.map(
          (each, place) => each + of * level * ((how.shares[labels[place] ?? ''] ?? 0) - each),
        );
      }
      const drawn = new Categorical(probabilities);
      return {
        probabilities,
        sample: (random, requests) => ({ counts: byLabel(drawn.counts(random, requests)) }),
        usual: { counts: byLabel(probabilities.map((each) => usualRequests * each)) },
        value: ([luck = 0, choice = 0]) => labelAt(drawnFrom(shares, applied, choice), luck),
      };
    },
    excess: (canary, baseline) =>
      canary.probabilities.reduce(
        (sum, each, place) => sum + Math.max(0, each - (baseline.probabilities[place] ?? 0)),
        0,
      ),
  };
}

type Shares = Readonly<Record<string, number>>;

/** Where the label of a request comes from: from the last change that concerns it, so that those of all others stay. */
function drawnFrom(usual: Shares, applied: readonly Applied[], choice: number): Shares {
  let shares = usual;
  let rest = choice;
  for (const { how, of, level } of applied) {
    if (how.by !== 'shares') continue;
    const part = of * level;
    const isConcerned = rest < part;
    if (isConcerned) shares = how.shares;
    rest = isConcerned ? rest / part : (rest - part) / (1 - part);
  }
  return shares;
}

function labelAt(shares: Shares, luck: number): string | undefined {
  let rest = luck;
  let last: string | undefined;
  for (const [label, share] of Object.entries(shares)) {
    rest -= share;
    if (rest < 0) return label;
    if (share > 0) last = label;
  }
  return last;
}
