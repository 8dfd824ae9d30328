import type { Random } from '@lastgood/simulator';
import type { Sample } from '@lastgood/triggers';

/** A guardrail as a policy has it, and the outcomes of so many requests. */
export interface Kind {
  readonly name: string;
  readonly guardrail: string;
  readonly sample: (random: Random, count: number, edges: readonly number[]) => Sample;
}

function proportion(rate: number): Kind['sample'] {
  return (random, count) => ({ count, hits: random.binomial(count, rate) });
}

/** A standard normal number, by the transform of Box and Muller. */
function normal(random: Random): number {
  const angle = 2 * Math.PI * random.uniform();
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(angle);
}

const latency: Kind['sample'] = (random, count, edges) => {
  const counts = [0, ...edges.map(() => 0)];
  for (let value = 0; value < count; value += 1) {
    const milliseconds = 120 * Math.exp(0.6 * normal(random));
    const found = edges.findIndex((edge) => milliseconds <= edge);
    const bin = found < 0 ? edges.length : found;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { edges, counts };
};

const labels: Kind['sample'] = (random, count) => {
  const counts: Record<string, number> = {};
  for (let value = 0; value < count; value += 1) {
    const label = `label ${Math.floor(10 * random.uniform() ** 2)}`;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  return { counts };
};

export const kinds: readonly Kind[] = [
  {
    name: 'proportion, rare',
    guardrail: '{ type: proportion, worse: higher, expected: 1% }',
    sample: proportion(0.01),
  },
  {
    name: 'proportion, common',
    guardrail: '{ type: proportion, worse: higher, expected: 15% }',
    sample: proportion(0.15),
  },
  {
    name: 'proportion, limit too',
    guardrail:
      '{ type: proportion, worse: higher, tolerance: { relative: 10% }, limit: { max: 90% } }',
    sample: proportion(0.01),
  },
  {
    name: 'rate',
    guardrail: '{ type: rate, worse: higher }',
    sample: (random, count) => ({ hits: random.binomial(count, 0.01), exposure: count }),
  },
  {
    name: 'mean',
    guardrail: '{ type: mean, worse: lower, range: [0, 50] }',
    sample: (random, count) => {
      const bought = random.binomial(count, 0.1);
      return { count, sum: 12.5 * bought, sumOfSquares: 12.5 ** 2 * bought };
    },
  },
  {
    name: 'histogram, ms',
    guardrail: '{ type: histogram, worse: higher, unit: ms }',
    sample: latency,
  },
  { name: 'categories, 10 labels', guardrail: '{ type: categories }', sample: labels },
];
