import type { Counts } from './numbers.ts';

/** The e-value of one block against one alternative, as the formula is written: products, no logarithms. */
export function poissonValue(effect: number, r0: number, [nc, nb, xc, xb]: Counts): number {
  const rk = r0 * effect;
  return (rk / r0) ** xc * ((nb + r0 * nc) / (nb + rk * nc)) ** (xc + xb);
}
