/**
 * xoshiro128**: 32 random bits at a time, with a period of 2^128 - 1.
 *
 * Reference: Blackman and Vigna, scrambled linear pseudorandom number generators (2021).
 */
export class Xoshiro128 {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(state: readonly [number, number, number, number]) {
    [this.#a, this.#b, this.#c, this.#d] = state;
  }

  /** A whole number from 0 to 2^32 - 1. */
  next(): number {
    const scrambled = Math.imul(rotate(Math.imul(this.#b, 5), 7), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotate(this.#d, 11);
    return scrambled >>> 0;
  }
}

function rotate(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}

/**
 * Fills the state from a seed with splitmix32, a counter whose bits are mixed, so that neighbouring seeds begin far
 * apart. The mixing is one-to-one, so the state is never all zero.
 */
export function seededXoshiro128(seed: number): Xoshiro128 {
  const word = (place: number): number => mix((seed + Math.imul(place, 0x9e3779b9)) | 0);
  return new Xoshiro128([word(1), word(2), word(3), word(4)]);
}

/** The finaliser of MurmurHash3: every bit of the result depends on every bit that goes in. */
function mix(bits: number): number {
  const first = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return second ^ (second >>> 16);
}
