import type { Worse } from '../../ticks/bad.ts';
import type { Range } from '../../ticks/samples/mean.ts';
import { checkLimit, type Fault, type WrittenLimit } from '../limit.ts';
import { checkHarm, checkRelative } from './common.ts';

/** A mean as people write it, every value in its unit. */
interface WrittenMean {
  readonly worse: Worse;
  readonly range?: Range;
  readonly asymptotic?: true;
  readonly tolerance?: { readonly relative: number; readonly absolute: number };
  readonly harm?: { readonly absolute: number };
  readonly limit?: WrittenLimit;
}

/**
 * Tells what contradicts itself in a mean.
 *
 * @param faultsIn tells the faults of the guardrail, or of a part of it
 */
export function checkMean(written: WrittenMean, faultsIn: (...below: string[]) => Fault): void {
  const { worse, range, tolerance, harm, limit } = written;
  const fault = faultsIn();
  checkRelative(worse, 'tolerance', tolerance, fault);
  if (tolerance && tolerance.absolute < 0) {
    fault(['tolerance', 'absolute'], 'must be zero or more, in the unit of the metric');
  }
  if (harm && harm.absolute <= 0) {
    fault(['harm', 'absolute'], 'must be above zero, in the unit of the metric');
  }
  checkHarm(written, fault);
  if (limit) checkLimit(limit, worse, faultsIn('limit'));
  if (range) checkWithRange(written, range, fault);
  else checkWithoutRange(written, fault);
}

/** The squares of larger values, and of smaller differences, summed and squared again, would not be numbers any more. */
const largest = 1e75;
const narrowest = 1e-75;

function checkWithRange(
  { asymptotic, tolerance, harm, limit }: WrittenMean,
  [low, high]: Range,
  fault: Fault,
): void {
  if (low >= high) fault(['range'], 'must rise, such as [0, 50]');
  else if (high - low < narrowest || Math.max(-low, high) > largest) {
    fault(
      ['range'],
      `must be at least ${narrowest} wide and not go beyond ${largest}: choose another unit`,
    );
  }
  if (asymptotic) fault(['asymptotic'], 'must be left out beside a range, which makes it exact');
  if (low < 0 && tolerance !== undefined && tolerance.relative > 0) {
    fault(
      ['tolerance', 'relative'],
      `must be 0 where values can be negative, down to ${low}: use absolute`,
    );
  }
  if (tolerance && tolerance.absolute >= high - low) {
    fault(['tolerance', 'absolute'], `must be less than the range is wide, which is ${high - low}`);
  }
  if (harm && harm.absolute >= high - low) {
    fault(['harm', 'absolute'], `must be less than the range is wide, which is ${high - low}`);
  }
  for (const key of ['min', 'max', 'clear'] as const) {
    const value = limit?.[key];
    if (value === undefined || (value > low && value < high)) continue;
    fault(['limit', key], `must lie within the range, between ${low} and ${high}`);
  }
}

function checkWithoutRange({ asymptotic, harm, limit }: WrittenMean, fault: Fault): void {
  if (!asymptotic) {
    fault(
      ['range'],
      'must be the least and the greatest value, such as [0, 50]; without one the risk is approached only as values accumulate, which asymptotic: true accepts',
    );
    return;
  }
  if (harm) {
    fault(['harm'], 'needs a range: without one nothing can show that a version is not so bad');
  }
  if (limit && limit.for === undefined && limit.of === undefined) {
    fault(['limit'], 'needs a range to be tested within the risk: add range, or for or of');
  }
}
