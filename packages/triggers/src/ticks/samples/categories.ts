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
  if (Object.keys(left.counts).length === 0) return right;
  const counts: Record<string, number> = { ...left.counts };
  for (const label of Object.keys(right.counts)) {
    setCount(counts, label, countOf(left, label) + countOf(right, label));
  }
  return { counts };
}

/** Puts the count of a label into counts that are in the making. */
export function setCount(counts: Record<string, number>, label: string, count: number): void {
  // To assign `__proto__` would not add it.
  if (label === '__proto__') Object.defineProperty(counts, label, { value: count, ...plain });
  else counts[label] = count;
}

/** How properties are that have been assigned. */
const plain = { configurable: true, enumerable: true, writable: true } as const;

/** How many outcomes had a label. What every object inherits, such as `constructor`, is no number. */
export function countOf({ counts }: CategoriesSample, label: string): number {
  const count: unknown = counts[label];
  return typeof count === 'number' ? count : 0;
}
