import type { Counts } from './numbers.ts';

/** The rate q_b of the projection by bisection, as the equation is written, with theta_c on either side of the boundary. */
export function bisectedRate(
  [r0, delta]: readonly [number, number],
  thetaC: number,
  thetaB: number,
  [nc, nb]: readonly [number, number],
): number {
  const gradient = (qb: number): number => {
    const qc = delta + r0 * qb;
    return (
      r0 * nc * (thetaC / qc - (1 - thetaC) / (1 - qc)) +
      nb * (thetaB / qb - (1 - thetaB) / (1 - qb))
    );
  };
  const closed = Math.min(1, Math.max(0, (thetaC - delta) / r0));
  let low = Math.min(thetaB, closed);
  let high = Math.max(thetaB, closed);
  for (let iteration = 0; iteration < 200; iteration += 1) {
    const middle = (low + high) / 2;
    if (gradient(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The e-value of one block: the likelihood ratio of two Bernoulli rates in each arm, as a product. */
export function projectionValue(
  thetaC: number,
  thetaB: number,
  qc: number,
  qb: number,
  [nc, nb, xc, xb]: Counts,
): number {
  return (
    (thetaC / qc) ** xc *
    ((1 - thetaC) / (1 - qc)) ** (nc - xc) *
    (thetaB / qb) ** xb *
    ((1 - thetaB) / (1 - qb)) ** (nb - xb)
  );
}
