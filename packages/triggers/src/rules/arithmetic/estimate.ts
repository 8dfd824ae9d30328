import { mean, sampleVariance, type Compared, type Moments } from './moments.ts';

/** What the outcomes so far say of a mean or a rate. */
export interface Estimate {
  readonly value: number;
  /** Of the estimate and not of the single outcomes: it shrinks as they add up. */
  readonly variance: number;
  /** How many outcomes it rests on, or events. */
  readonly size: number;
}

/**
 * Estimates a mean, or a rate from Poisson counts: hits / exposure, with the variance hits / exposure^2.
 *
 * Experiment platforms know a rate as the ratio of two sums over users, whose variance the delta method gives. A tick
 * does not know the users. With each event as a unit of its own, and exponential exposures from one to the next, the
 * delta method comes to that variance, and the size to the number of events: the unit of the exposure does not matter.
 *
 * @param moments at least one outcome, or some exposure
 */
export function estimateOf(compared: Compared, moments: Moments): Estimate {
  const value = mean(moments);
  return compared === 'rate'
    ? { value, variance: value / moments.count, size: moments.sum }
    : { value, variance: sampleVariance(moments) / moments.count, size: moments.count };
}
