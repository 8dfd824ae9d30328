/** Below this mean the distribution is walked through value by value. */
const fewSuccesses = 10;

/**
 * Draws from the binomial distribution, exactly up to the rounding of doubles.
 *
 * Few successes: inversion, which walks up from zero until the probabilities add up to a uniform number. Many: Hörmann's
 * transformed rejection with squeeze (BTRS), which draws from a curve above the distribution and keeps what lies under
 * it, at about 1.2 tries whatever `count` is. Logarithms of probabilities are taken relative to the mode, with
 * Stirling's series, so that nothing cancels when `count` is large.
 *
 * Reference: Hörmann, the generation of binomial random variates (1993).
 *
 * @param uniform gives numbers from 0 to 1, 1 excluded
 * @param count a whole number, 0 or more
 * @param probability from 0 to 1
 */
export function binomial(uniform: () => number, count: number, probability: number): number {
  if (probability > 0.5) return count - binomial(uniform, count, 1 - probability);
  return count * probability < fewSuccesses
    ? invert(uniform(), count, probability)
    : reject(uniform, count, probability);
}

function invert(uniform: number, count: number, probability: number): number {
  const odds = probability / (1 - probability);
  let rest = uniform;
  let mass = Math.exp(count * Math.log1p(-probability));
  let successes = 0;
  while (rest >= mass && successes < count) {
    rest -= mass;
    successes += 1;
    mass *= ((count - successes + 1) / successes) * odds;
  }
  return successes;
}

function reject(uniform: () => number, count: number, probability: number): number {
  const deviation = Math.sqrt(count * probability * (1 - probability));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const centre = count * probability + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * deviation;
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const edge = 0.5 - Math.abs(u);
    const successes = Math.floor(((2 * a) / edge + b) * u + centre);
    if (edge >= 0.07 && v <= squeeze) return successes;
    if (successes < 0 || successes > count) continue;
    const height = Math.log((v * alpha) / (a / edge ** 2 + b));
    if (height <= logRelativeToMode(successes, count, probability)) return successes;
  }
}

/** ln of how likely `successes` is, compared with the most likely number. */
function logRelativeToMode(successes: number, count: number, probability: number): number {
  const mode = Math.floor((count + 1) * probability);
  const odds = probability / (1 - probability);
  const failures = count - successes;
  return (
    (mode + 0.5) * Math.log((mode + 1) / (odds * (count - mode + 1))) +
    (count + 1) * Math.log((count - mode + 1) / (failures + 1)) +
    (successes + 0.5) * Math.log((odds * (failures + 1)) / (successes + 1)) +
    stirlingTail(mode) +
    stirlingTail(count - mode) -
    stirlingTail(successes) -
    stirlingTail(failures)
  );
}

/** ln(n!) - [(n + 1/2) ln(n + 1) - (n + 1) + ln(2 pi) / 2]. */
function stirlingTail(n: number): number {
  const exact = firstTails[n];
  if (exact !== undefined) return exact;
  const inverse = 1 / (n + 1);
  const square = inverse * inverse;
  return inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
}

const firstTails: readonly number[] = Array.from({ length: 16 }, (_, n) => {
  let logFactorial = 0;
  for (let factor = 2; factor <= n; factor += 1) logFactorial += Math.log(factor);
  return logFactorial - ((n + 0.5) * Math.log(n + 1) - (n + 1) + Math.log(2 * Math.PI) / 2);
});
