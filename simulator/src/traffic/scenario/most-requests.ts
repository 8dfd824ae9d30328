import type { SyntheticScenario } from '../../scenarios/scenario.ts';

/** How many requests may come in an interval of this length, in milliseconds, whatever a seed draws. */
export function mostRequests(
  { requests: { rate, day }, changes }: SyntheticScenario,
  length: number,
): number {
  let most = rate * length * (1 + (day?.swing ?? 0));
  for (const { what, how } of changes) {
    if (what === 'requests' && how.by === 'times') most *= Math.max(1, how.factor);
  }
  return most;
}
