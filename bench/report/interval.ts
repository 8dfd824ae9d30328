/**
 * The exact 95 % interval of a probability, of which `hits` of `count` trials were seen (Clopper and Pearson 1934): the
 * probabilities at which as many or more, and as few or less, are seen in 2.5 % of cases.
 */
export function exactInterval(hits: number, count: number): readonly [low: number, high: number] {
  const tail = 0.025;
  const low = hits === 0 ? 0 : root((p) => 1 - atMost(hits - 1, count, p) < tail);
  const high = hits === count ? 1 : root((p) => atMost(hits, count, p) > tail);
  return [low, high];
}

/** Where between 0 and 1 it ceases to be. */
function root(isBelow: (p: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** P(X <= hits) of a binomial X. */
function atMost(hits: number, count: number, p: number): number {
  let logMass = count * Math.log1p(-p);
  let sum = Math.exp(logMass);
  for (let k = 1; k <= hits; k += 1) {
    logMass += Math.log(((count - k + 1) / k) * (p / (1 - p)));
    sum += Math.exp(logMass);
  }
  return Math.min(1, sum);
}
