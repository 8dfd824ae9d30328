import { median } from 'simple-statistics';

export const rounds = 7;

/** Milliseconds that each of these takes, the median of some rounds in which they take turns. */
export function timed(works: readonly (() => void)[]): number[] {
  const times: number[][] = works.map(() => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [place, work] of works.entries()) {
      const started = performance.now();
      work();
      // The first round warms up.
      if (round >= 0) times[place]?.push(performance.now() - started);
    }
  }
  return times.map(median);
}
