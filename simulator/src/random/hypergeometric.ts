import { gammaln } from 'simple-statistics';

import type { Random } from './random.ts';

/**
 * How many of those that are marked are among those that are drawn without replacement: by inversion from the most likely
 * number outwards, which takes as many steps as the number's standard deviation is large.
 *
 * @param all how many there are
 * @param marked how many of them are marked
 * @param drawn how many are drawn
 */
export function hypergeometric(random: Random, all: number, marked: number, drawn: number): number {
  const least = Math.max(0, drawn + marked - all);
  const most = Math.min(drawn, marked);
  if (least === most) return least;
  const mode = Math.min(most, Math.floor(((drawn + 1) * (marked + 1)) / (all + 2)));
  const atMode = Math.exp(
    logChoose(marked, mode) + logChoose(all - marked, drawn - mode) - logChoose(all, drawn),
  );
  let rest = random.uniform() - atMode;
  let below = mode;
  let above = mode;
  let belowMass = atMode;
  let aboveMass = atMode;
  while (rest >= 0 && (below > least || above < most)) {
    if (above < most) {
      aboveMass *=
        ((marked - above) * (drawn - above)) / ((above + 1) * (all - marked - drawn + above + 1));
      above += 1;
      rest -= aboveMass;
      if (rest < 0) return above;
    }
    if (below > least) {
      belowMass *=
        (below * (all - marked - drawn + below)) / ((marked - below + 1) * (drawn - below + 1));
      below -= 1;
      rest -= belowMass;
      if (rest < 0) return below;
    }
  }
  // Rounding may leave a little more than nothing.
  return mode;
}

/** ln of how many ways there are to choose. */
function logChoose(all: number, chosen: number): number {
  return gammaln(all + 1) - gammaln(chosen + 1) - gammaln(all - chosen + 1);
}
