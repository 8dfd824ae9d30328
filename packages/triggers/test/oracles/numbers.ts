/** Sizes and bad outcomes of one block: canary's size, baseline's size, canary's bad outcomes, baseline's. */
export type Counts = readonly [nc: number, nb: number, xc: number, xb: number];

/** The alternatives of a statistic, and how they are weighed. */
export interface Grid {
  readonly alternatives: readonly number[];
  readonly prior: readonly number[];
}

function flat(alternatives: readonly number[]): Grid {
  return { alternatives, prior: alternatives.map(() => 1 / alternatives.length) };
}

function weighed(alternatives: readonly number[], weights: readonly number[]): Grid {
  const sum = weights.reduce((left, right) => left + right);
  return { alternatives, prior: weights.map((weight) => weight / sum) };
}

/** The grid with which the known answers of the statistic were worked out. */
const published = [1.15, 1.3, 1.6, 2, 3, 5, 10];
export const publishedFlat: Grid = flat(published);
export const publishedWeighed: Grid = weighed(published, [1, 1.5, 2, 2, 1.5, 1, 0.5]);

/** What the engine uses: the prior is one for both statistics. */
const engineWeights = [1, 5, 10, 10, 5, 1];
export const engineEffects: Grid = weighed([1.05, 1.2, 1.5, 2, 4, 10], engineWeights);
export const engineSteps: Grid = weighed([0.005, 0.012, 0.025, 0.05, 0.12, 0.3], engineWeights);
export const engineStartWeight = 0.9;

/** The blocks of the known answers. */
export const knownBlocks: readonly Counts[] = [
  [20, 380, 1, 4],
  [20, 380, 2, 3],
  [100, 300, 3, 2],
  [200, 200, 5, 1],
];
