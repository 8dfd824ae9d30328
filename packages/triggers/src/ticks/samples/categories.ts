import { shown } from '../../ingestion/refusal.ts';
import { isCount, isObject, notACount, notASample } from './checks.ts';

/** How many outcomes had each label, such as the device or the predicted class. */
export interface CategoriesSample {
  /** By label. Labels are anybody's words: even `__proto__` is one. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Reads recorded categories. If they are impossible, returns what is wrong with them, to follow the metric's name. */
export function readCategories(recorded: unknown): CategoriesSample | string {
  if (!isObject(recorded)) return notASample(recorded, 'counts by label');
  const { counts } = recorded;
  if (counts === undefined) return 'has no counts';
  if (!isObject(counts)) return `has ${shown(counts)} as counts: counts by label are expected`;
  const entries: [string, number][] = [];
  for (const [label, count] of Object.entries(counts)) {
    if (!isCount(count)) return notACount(`the count of ${shown(label)}`, count);
    entries.push([label, count]);
  }
  return { counts: Object.fromEntries(entries) };
}

export function addCategories(left: CategoriesSample, right: CategoriesSample): CategoriesSample {
  const sums = new Map(Object.entries(left.counts));
  for (const [label, count] of Object.entries(right.counts)) {
    sums.set(label, (sums.get(label) ?? 0) + count);
  }
  return { counts: Object.fromEntries(sums) };
}
