import { type CategoriesSample, countOf } from '../ticks/samples/categories.ts';
import { outcomesIn } from '../ticks/samples/sample.ts';

/**
 * Population stability index of two counts by label, in nats: sum of (c - b) ln(c / b) over the shares c and b. Known from
 * credit scoring, where .1 and .25 are usual alarms. It has no stated risk: with few outcomes it is large by chance.
 *
 * A label that one arm lacks would make it infinite: half an outcome is added to every label of either arm, in both.
 */
export function populationStability(canary: CategoriesSample, baseline: CategoriesSample): number {
  let index = 0;
  for (const [c, b] of shares(canary, baseline)) index += (c - b) * Math.log(c / b);
  return index;
}

/**
 * Jensen-Shannon divergence of two counts by label, in bits: 0 if the shares are the same, 1 if no label is common. Like
 * the population stability index it has no stated risk, and half an outcome is added to every label.
 */
export function jensenShannon(canary: CategoriesSample, baseline: CategoriesSample): number {
  let divergence = 0;
  for (const [c, b] of shares(canary, baseline)) {
    const middle = (c + b) / 2;
    divergence += (c * Math.log2(c / middle) + b * Math.log2(b / middle)) / 2;
  }
  return divergence;
}

/**
 * Total variation distance of two counts by label: how large a part of the canary's outcomes would need another label to
 * have the baseline's shares, 0 to 1. No half outcome is added: with few outcomes it is large by chance all the more.
 * Against a baseline without outcomes it is 1, and 0 for a canary without any.
 */
export function totalVariation(canary: CategoriesSample, baseline: CategoriesSample): number {
  const [all, allOfBaseline] = [outcomesIn(canary), outcomesIn(baseline)];
  let distance = 0;
  for (const [label, count] of Object.entries(canary.counts)) {
    const usual = countOf(baseline, label) / Math.max(1, allOfBaseline);
    distance += Math.max(0, count / Math.max(1, all) - usual);
  }
  return distance;
}

/** The shares of each label that any arm has shown, canary first. */
function shares(canary: CategoriesSample, baseline: CategoriesSample): [number, number][] {
  const labels = new Set([...Object.keys(canary.counts), ...Object.keys(baseline.counts)]);
  const all = [canary, baseline].map((sample) => {
    const smoothed = Array.from(labels, (label) => countOf(sample, label) + 0.5);
    let total = 0;
    for (const count of smoothed) total += count;
    return smoothed.map((count) => count / total);
  });
  return (all[0] ?? []).map((share, place) => [share, all[1]?.[place] ?? 0]);
}
