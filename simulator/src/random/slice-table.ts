import { AliasTable } from './alias-table.ts';
import type { Random } from './random.ts';

/** Each word of 32 random bits has so many slices of so many bits. */
const slicesOfWord = 3;
const bitsOfSlice = 10;
const slices = 2 ** bitsOfSlice;

/** A slice that belongs to none alone. */
const shared = -1;

/**
 * Draws many of some outcomes quickly: the interval from 0 to 1 is cut into 1024 slices, of which each outcome has as many
 * as fit into its probability. What is left over of all of them is drawn from a table of its own, so that nothing is rounded.
 *
 * Reference: Marsaglia, generating discrete random variables in a computer (1963).
 */
export class SliceTable {
  readonly #slices: Int32Array;
  readonly #rest: AliasTable;

  /** @param probabilities that sum to 1 */
  constructor(probabilities: readonly number[]) {
    this.#slices = new Int32Array(slices).fill(shared);
    const rests: number[] = [];
    let used = 0;
    for (const [place, probability] of probabilities.entries()) {
      const whole = Math.min(slices - used, Math.floor(probability * slices));
      this.#slices.fill(place, used, used + whole);
      used += whole;
      rests.push(Math.max(0, probability * slices - whole));
    }
    // All that is left may be rounding.
    this.#rest = new AliasTable(used < slices ? rests : probabilities);
  }

  /** Adds so many outcomes to what each was counted so far. */
  addTo(counts: number[], random: Random, count: number): void {
    let left = count;
    while (left > 0) {
      let word = random.bits();
      const drawn = left < slicesOfWord ? left : slicesOfWord;
      for (let slice = 0; slice < drawn; slice += 1) {
        const place = this.#slices[word & (slices - 1)] ?? shared;
        word >>>= bitsOfSlice;
        const outcome = place === shared ? this.#rest.draw(random) : place;
        counts[outcome] = (counts[outcome] ?? 0) + 1;
      }
      left -= drawn;
    }
  }
}
