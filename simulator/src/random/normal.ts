import type { Random } from './random.ts';

/** Standard normal (Box and Muller 1958). */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log1p(-random.uniform()));
  return radius * Math.cos(2 * Math.PI * random.uniform());
}
