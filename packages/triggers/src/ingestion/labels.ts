import type { CategoriesSample } from '../ticks/samples/categories.ts';

/** A recording may have a new label in every line, and the sums must not grow with it. */
const most = 50;

/** What all labels beyond the first fifty are called. */
const other = 'other';

/** The labels of one metric: the first fifty that were come across in any version, all others as `other`. */
export class Labels {
  readonly #known: Set<string>;

  constructor(known: readonly string[] = []) {
    this.#known = new Set(known);
  }

  /** What an observed label is counted as. */
  counted(observed: unknown): string {
    const label = String(observed);
    if (this.#known.has(label)) return label;
    if (this.#known.size >= most) return other;
    this.#known.add(label);
    return label;
  }

  countedSample({ counts }: CategoriesSample): CategoriesSample {
    const sums = new Map<string, number>();
    for (const [label, count] of Object.entries(counts)) {
      const name = this.counted(label);
      sums.set(name, (sums.get(name) ?? 0) + count);
    }
    return { counts: Object.fromEntries(sums) };
  }

  list(): string[] {
    return [...this.#known];
  }
}
