/** Repeatable numbers from 0 to 1, 1 excluded (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Repeatable standard normal numbers, by the transform of Box and Muller. */
export function normals(seed: number): () => number {
  const uniform = seeded(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Draws how many of `count` trials succeed, by walking from one success to the next: fast where they are few. */
export function binomial(uniform: () => number, count: number, probability: number): number {
  if (probability <= 0) return 0;
  if (probability >= 1) return count;
  const perTrial = Math.log1p(-probability);
  let successes = 0;
  for (let trial = 0; ; successes += 1) {
    trial += Math.floor(Math.log(1 - uniform()) / perTrial) + 1;
    if (trial > count) return successes;
  }
}
