import fc from 'fast-check';

import type { Guardrail } from '../../../src/policy/model.ts';
import { isExact, type Sample } from '../../../src/ticks/samples/sample.ts';
import { categoriesSample, count, meanSample, proportionSample, rateSample } from '../samples.ts';

/** So many outcomes of a guardrail, a part of which are as bad as can be and the others as good. */
export function sampleWith(guardrail: Guardrail, all: number, badShare: number): Sample {
  const bad = Math.round(all * badShare);
  const good = all - bad;
  if (guardrail.type === 'categories') return { counts: { mobile: bad, web: good } };
  const [high, low] = guardrail.worse === 'higher' ? [bad, good] : [good, bad];
  switch (guardrail.type) {
    case 'proportion':
      return { count: all, hits: high };
    case 'rate':
      return { hits: high, exposure: all };
    case 'mean': {
      const [least, greatest] = guardrail.range ?? [0, 100];
      return {
        count: all,
        sum: low * least + high * greatest,
        sumOfSquares: low * least ** 2 + high * greatest ** 2,
      };
    }
    case 'histogram': {
      const counts = [low, ...guardrail.edges.map(() => 0)];
      counts[guardrail.edges.length] = high;
      return { edges: guardrail.edges, counts };
    }
  }
}

/** Anything that can be recorded for a guardrail. */
export function anySample(guardrail: Guardrail): fc.Arbitrary<Sample> {
  return typed(guardrail).filter(isExact);
}

function typed(guardrail: Guardrail): fc.Arbitrary<Sample> {
  switch (guardrail.type) {
    case 'proportion':
      return proportionSample;
    case 'rate':
      return rateSample;
    case 'mean':
      return meanSample(guardrail.range ?? [-1e6, 1e6]);
    case 'histogram': {
      const { edges } = guardrail;
      const some = fc.array(fc.tuple(fc.nat(edges.length), count), { maxLength: 4 });
      return some.map((filled) => {
        const counts = [0, ...edges.map(() => 0)];
        for (const [bin, values] of filled) counts[bin] = values;
        return { edges, counts };
      });
    }
    case 'categories':
      return categoriesSample;
  }
}

/** What somebody else counted under the name of a guardrail: another type, or edges of their own. */
export const foreignSample: fc.Arbitrary<Sample> = fc.constantFrom<Sample>(
  { count: 40, hits: 3 },
  { hits: 3, exposure: 2.5 },
  { count: 40, sum: 20, sumOfSquares: 15 },
  { edges: [1, 2], counts: [10, 20, 10] },
  { counts: { mobile: 40 } },
);
