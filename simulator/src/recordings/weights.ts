import { excerpt, isObject } from './json.ts';

/** Reads the intended split of a tick, a weight by version in any unit. If it is none, returns the reason. */
export function readWeights(value: unknown): Readonly<Record<string, number>> | string {
  if (!isObject(value)) return `weights is ${excerpt(value)}: a weight by version is expected`;
  const weights: [string, number][] = [];
  let sum = 0;
  for (const [version, weight] of Object.entries(value)) {
    if (typeof weight !== 'number' || !(weight >= 0 && weight < Infinity)) {
      return `the weight of ${excerpt(version)} is ${excerpt(weight)}: a number from 0 on is expected`;
    }
    weights.push([version, weight]);
    sum += weight;
  }
  if (sum > 0 && sum < Infinity) return Object.fromEntries(weights);
  return `weights is ${excerpt(value)}, which adds up to ${sum}: no shares come of it`;
}
