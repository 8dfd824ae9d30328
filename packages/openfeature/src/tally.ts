/** Counts how often each row was added. */
export class Tally<Row extends object> {
  readonly #same: (a: Row, b: Row) => boolean;
  readonly #rows: (Row & { count: number })[] = [];

  /** `same` tells whether two rows are one. There are few different rows, so they are simply searched. */
  constructor(same: (a: Row, b: Row) => boolean) {
    this.#same = same;
  }

  /** Returns how often the row was added by now. */
  add(row: Row): number {
    for (const known of this.#rows) {
      if (this.#same(known, row)) return (known.count += 1);
    }
    this.#rows.push({ ...row, count: 1 });
    return 1;
  }

  /** A copy of the rows as they are now, in the order of their first appearance. */
  rows(): (Row & { readonly count: number })[] {
    return this.#rows.map((row) => ({ ...row }));
  }
}
