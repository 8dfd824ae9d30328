import type { Random } from './random.ts';
import { SliceTable } from './slice-table.ts';

/** So many outcomes are drawn one by one in the time that a binomial number takes. */
const drawsOfBinomial = 60;

interface Part {
  readonly place: number;
  /** The chance that it is this, if it is none of the parts before. */
  readonly chance: number;
}

/** Draws how many of some requests have each outcome, prepared for being asked often. */
export class Categorical {
  /** Copied, since that is many times as fast as to fill a new array. */
  readonly #nothing: readonly number[];
  /** What most requests have, if there is such an outcome: with a single draw few are left. */
  readonly #usual: Part | undefined;
  /** The others that happen at all, the most likely first, so that few requests are left soon. */
  readonly #others: readonly Part[];
  readonly #singly: SliceTable;

  /** @param probabilities that sum to 1 */
  constructor(probabilities: readonly number[]) {
    this.#nothing = probabilities.map(() => 0);
    const parts = partsOf(probabilities);
    const [first] = parts;
    this.#usual = first && first.chance > 0.5 ? first : undefined;
    this.#others = this.#usual ? parts.slice(1) : parts;
    const others = probabilities.map((each, place) => (place === this.#usual?.place ? 0 : each));
    // If there are no others, none is ever drawn.
    const sum = others.reduce((total, each) => total + each, 0) || 1;
    this.#singly = new SliceTable(others.map((each) => each / sum));
  }

  /** How many of `count` independent requests have each outcome: a multinomial number. */
  counts(random: Random, count: number): number[] {
    const counts = this.#nothing.slice();
    let left = count;
    if (this.#usual) {
      const { place, chance } = this.#usual;
      const drawn = random.binomial(left, chance);
      counts[place] = drawn;
      left -= drawn;
    }
    if (left < drawsOfBinomial * this.#others.length) {
      this.#singly.addTo(counts, random, left);
      return counts;
    }
    for (const { place, chance } of this.#others) {
      if (left === 0) break;
      const drawn = random.binomial(left, chance);
      counts[place] = drawn;
      left -= drawn;
    }
    return counts;
  }
}

function partsOf(probabilities: readonly number[]): Part[] {
  const likely = probabilities
    .map((probability, place) => ({ probability, place }))
    .filter(({ probability }) => probability > 0)
    .sort((left, right) => right.probability - left.probability);
  let rest = likely.reduce((sum, { probability }) => sum + probability, 0);
  return likely.map(({ probability, place }, order) => {
    const chance = order === likely.length - 1 ? 1 : Math.min(1, probability / rest);
    rest -= probability;
    return { place, chance };
  });
}
