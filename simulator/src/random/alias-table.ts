import type { Random } from './random.ts';

/**
 * Draws one of some outcomes in the same time however many there are: a table with a column for each, of which the lower
 * part belongs to one outcome and the rest to another. Probabilities are exact to 2^-32 for each column.
 *
 * Reference: Vose, a linear algorithm for generating random numbers with a given distribution (1991).
 */
export class AliasTable {
  readonly #own: Float64Array;
  readonly #other: Int32Array;

  /** @param probabilities zero or more, their sum above zero */
  constructor(probabilities: readonly number[]) {
    const { length } = probabilities;
    const sum = probabilities.reduce((total, probability) => total + probability, 0);
    const heights = Float64Array.from(probabilities, (each) => (each * length) / sum);
    this.#own = new Float64Array(length).fill(1);
    this.#other = Int32Array.from(heights, (_, place) => place);
    const places = [...heights.keys()];
    const low = places.filter((place) => (heights[place] ?? 0) < 1);
    const high = places.filter((place) => (heights[place] ?? 0) >= 1);
    for (;;) {
      const below = low.pop();
      const above = high.at(-1);
      if (below === undefined || above === undefined) break;
      const height = heights[below] ?? 0;
      this.#own[below] = height;
      this.#other[below] = above;
      const left = (heights[above] ?? 0) + height - 1;
      heights[above] = left;
      if (left >= 1) continue;
      high.pop();
      low.push(above);
    }
  }

  /** The place of an outcome. */
  draw(random: Random): number {
    const along = random.bits() * 2 ** -32 * this.#own.length;
    const column = Math.floor(along);
    return along - column < (this.#own[column] ?? 1) ? column : (this.#other[column] ?? column);
  }
}
