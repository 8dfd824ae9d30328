import { normalQuantile, upperTail, type MeanGuardrail } from '@lastgood/triggers';

import { Categorical } from '../../../random/categorical.ts';
import type { Metric } from '../../../scenarios/scenario.ts';
import { componentAt, componentsOf, type Component } from './applied.ts';
import { type Law, type Laws, usualRequests } from './law.ts';

/** Values are told apart by so many equally likely parts of their distribution, each with its mean. */
const slices = 64;

interface MeanLaw extends Law {
  readonly points: readonly Point[];
}

/** A value, and how likely it is. */
interface Point {
  readonly value: number;
  readonly probability: number;
}

/** Values of which some are zero and the others lognormal, clipped to the guardrail's range. */
export function meanLaws(
  { zeros, mean, deviation }: Extract<Metric, { type: 'mean' }>,
  { worse, range: [low, high] = [-Infinity, Infinity] }: MeanGuardrail,
): Laws<MeanLaw> {
  const values = lognormalSlices(mean, deviation);
  const clipped = ({ times, plus }: Component, value: number): number =>
    Math.min(high, Math.max(low, times * value + plus));
  return {
    lucks: 2,
    law(day, changes) {
      const components = componentsOf(mean, day, changes);
      const points = components.flatMap((component) => [
        { value: clipped(component, 0), probability: component.share * zeros },
        ...values.map((value) => ({
          value: clipped(component, value),
          probability: (component.share * (1 - zeros)) / slices,
        })),
      ]);
      return {
        points,
        ...sums(points),
        value([luck = 0, choice = 0]) {
          const slice = Math.floor(((luck - zeros) / (1 - zeros)) * slices);
          const value = luck < zeros ? 0 : (values[slice] ?? 0);
          return clipped(componentAt(components, choice), value);
        },
      };
    },
    excess: (canary, baseline) => excessOfPoints(canary.points, baseline.points, worse),
  };
}

/** The mean of each part of a lognormal distribution. */
function lognormalSlices(mean: number, deviation: number): number[] {
  const sigma = Math.sqrt(Math.log1p((deviation / mean) ** 2));
  const bounds = Array.from({ length: slices + 1 }, (_, slice) => {
    if (slice === 0) return -Infinity;
    return slice === slices ? Infinity : normalQuantile(slice / slices);
  });
  const beyond = (bound: number): number => {
    if (bound === -Infinity) return 1;
    return bound === Infinity ? 0 : upperTail(bound - sigma);
  };
  return Array.from(
    { length: slices },
    (_, slice) => mean * slices * (beyond(bounds[slice] ?? 0) - beyond(bounds[slice + 1] ?? 0)),
  );
}

function sums(points: readonly Point[]): Pick<MeanLaw, 'sample' | 'usual'> {
  const values = points.map(({ value }) => value);
  const drawn = new Categorical(points.map(({ probability }) => probability));
  const summed = (count: number, counts: readonly number[]) => {
    let sum = 0;
    let sumOfSquares = 0;
    for (let place = 0; place < counts.length; place += 1) {
      const part = (counts[place] ?? 0) * (values[place] ?? 0);
      sum += part;
      sumOfSquares += part * (values[place] ?? 0);
    }
    return { count, sum, sumOfSquares };
  };
  return {
    sample: (random, requests) => summed(requests, drawn.counts(random, requests)),
    usual: summed(
      usualRequests,
      points.map(({ probability }) => usualRequests * probability),
    ),
  };
}

/** The largest difference of P(value is worse than x) over all x. */
function excessOfPoints(
  canary: readonly Point[],
  baseline: readonly Point[],
  worse: MeanGuardrail['worse'],
): number {
  const sign = worse === 'higher' ? 1 : -1;
  const all = [
    ...canary,
    ...baseline.map(({ value, probability }) => ({ value, probability: -probability })),
  ].sort((left, right) => sign * (right.value - left.value));
  let largest = 0;
  let excess = 0;
  for (const [place, { value, probability }] of all.entries()) {
    excess += probability;
    if (all[place + 1]?.value !== value) largest = Math.max(largest, excess);
  }
  return largest;
}
