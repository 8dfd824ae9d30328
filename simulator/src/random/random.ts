import { binomial } from './binomial.ts';
import { seededXoshiro128, type Xoshiro128 } from './xoshiro128.ts';

/** Repeatable randomness: the same seed gives the same numbers, on any machine. */
export class Random {
  readonly #bits: Xoshiro128;

  /** @param seed a whole number from 0 to 2^32 - 1; each gives a stream of its own */
  constructor(seed: number) {
    this.#bits = seededXoshiro128(seed);
  }

  /** A number from 0 to 1, 1 excluded: every multiple of 2^-53 is as likely as the next. */
  uniform(): number {
    const high = this.#bits.next() >>> 5;
    const low = this.#bits.next() >>> 6;
    return (high * 2 ** 26 + low) * 2 ** -53;
  }

  /** 32 random bits, as a whole number from 0 to 2^32 - 1. */
  bits(): number {
    return this.#bits.next();
  }

  /** How many of `count` independent trials succeed, if each does with this probability. */
  binomial(count: number, probability: number): number {
    return binomial(() => this.uniform(), count, probability);
  }
}
