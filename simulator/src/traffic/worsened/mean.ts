import type { MeanGuardrail, MeanSample } from '@lastgood/triggers';

import { excessOfMeans } from '../excess.ts';
import { impossible, type Worsened } from './worsened-by.ts';

/** Without a range nobody says what harm is: so many standard deviations. */
const usualHarm = 0.2;

/**
 * Moves every value: with a range by the same part of the way to its worse end, so that none leaves it and the mean arrives
 * exactly; without one by the same amount.
 */
export function worsenedMean(
  guardrail: MeanGuardrail,
  times: number,
  usual: MeanSample,
): Worsened<MeanSample> {
  const { worse, range } = guardrail;
  const mean = usual.sum / usual.count;
  const deviation = Math.sqrt(Math.max(0, usual.sumOfSquares / usual.count - mean ** 2));
  const sign = worse === 'higher' ? 1 : -1;
  const harm = guardrail.harm?.absolute ?? usualHarm * deviation;
  const away = distanceTolerated(guardrail, mean) + times * harm;
  if (away === 0) throw impossible(guardrail, `since all values are ${mean}`);
  if (!range) return linear(1, sign * away, away, deviation);
  const end = worse === 'higher' ? range[1] : range[0];
  const room = Math.abs(end - mean);
  if (room <= distanceTolerated(guardrail, mean)) {
    throw impossible(guardrail, `up to the end of the range, ${end}, where the mean is ${mean}`);
  }
  const part = Math.min(1, Math.max(0, away) / room);
  return linear(1 - part, part * end, part * room, deviation);
}

/** How far the mean may be from the usual one, in the metric's unit. */
function distanceTolerated({ worse, tolerance, limit }: MeanGuardrail, mean: number): number {
  if (tolerance) return tolerance.relative * mean + tolerance.absolute;
  if (!limit) return 0;
  return worse === 'higher' ? limit.bound - mean : mean - limit.bound;
}

/** Each value becomes `factor` times itself and `added`. */
function linear(
  factor: number,
  added: number,
  difference: number,
  deviation: number,
): Worsened<MeanSample> {
  return {
    excess: excessOfMeans(difference, deviation),
    sample({ count, sum, sumOfSquares }) {
      return {
        count,
        sum: factor * sum + count * added,
        sumOfSquares: factor ** 2 * sumOfSquares + 2 * factor * added * sum + count * added ** 2,
      };
    },
    value: (value) => factor * Number(value) + added,
  };
}
