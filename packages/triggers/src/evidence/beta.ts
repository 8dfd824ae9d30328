import { slowPart } from './gamma.ts';

/**
 * The odds u / (1 - u) that a number with a beta distribution exceeds with this probability. Odds keep the digits of u as
 * well as those of 1 - u, however near to 0 or 1 it is.
 *
 * By Newton's steps on ln P(logit > t), which falls and is concave: each after the first is on the same side of the answer.
 * Accurate to about 1e-14 of the odds, at parameters up to 1e7.
 *
 * @param tail P(B > u), above 0 and up to 0.5
 * @param a the first parameter, at least 1
 * @param b the second, at least 1, or 0: then B is 1
 */
export function upperBetaOdds(tail: number, a: number, b: number): number {
  if (b === 0) return Infinity;
  const aim = Math.log(tail);
  let logit = Math.log(a / b);
  for (let iteration = 0; iteration < 100; iteration += 1) {
    const { log, slope } = logUpperTail(logit, a, b);
    const step = (aim - log) / slope;
    if (iteration > 0 && step > -1e-14) break;
    logit += step;
  }
  return Math.exp(logit);
}

/**
 * ln P(B > u) at a logit of u, and how it changes with the logit. With x = 1 - u,
 *
 *     P(B > u) = x^b u^a / (Beta(b, a) fraction)
 *
 * and the slope is the fraction, but for its sign. With n = a + b and Beta taken apart by `slowPart`, the logarithm of what
 * stands above it is b ln(x n / b) + a ln(u n / a), which is of the size of its result whatever n is, and slow parts.
 */
function logUpperTail(logit: number, a: number, b: number): { log: number; slope: number } {
  const x = 1 / (1 + Math.exp(logit));
  const u = 1 / (1 + Math.exp(-logit));
  const n = a + b;
  // x n - b = a - u n, and the smaller product is the more exact one.
  const rounded = x < u ? x * n - b : a - u * n;
  // Above zero only while a step begins below the mean, and then by less than 1/2, whatever rounding makes of it: at 1 the
  // fraction would be that of nothing by nothing.
  const excess = Math.min(0.5, rounded);
  const above =
    scaledLogarithm(b, excess, x * n) +
    scaledLogarithm(a, -excess, u * n) +
    slowPart(n) -
    slowPart(a) -
    slowPart(b);
  const below = fraction(x, excess, a, b);
  return { log: above - Math.log(below), slope: -below };
}

/** weight ln(value / weight), from value - weight where they are near to each other. */
function scaledLogarithm(weight: number, excess: number, value: number): number {
  const part = excess / weight;
  return weight * (Math.abs(part) < 0.5 ? Math.log1p(part) : Math.log(value / weight));
}

/**
 * The continued fraction of the regularised incomplete beta function, its terms taken together by twos (DLMF 8.17.22), by the
 * method of Lentz. It comes to rest after about four times the cube root of a + b terms at most.
 */
function fraction(x: number, excess: number, a: number, b: number): number {
  let value = (b * (1 - excess)) / (b + 1);
  let numerator = value;
  let denominator = 0;
  for (let m = 1; ; m += 1) {
    const coefficient =
      ((b + m - 1) * (a + b + m - 1) * m * (a - m) * x * x) / (b + 2 * m - 1) ** 2;
    const term =
      m +
      (m * (a - m) * x) / (b + 2 * m - 1) +
      ((b + m) * (1 - excess + m * (2 - x))) / (b + 2 * m + 1);
    numerator = term + coefficient / numerator;
    denominator = 1 / (term + coefficient * denominator);
    value *= numerator * denominator;
    if (Math.abs(numerator * denominator - 1) < 1e-15) return value;
  }
}
