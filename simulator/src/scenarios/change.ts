import { duration, fraction, mapping } from '@lastgood/triggers';
import { z } from 'zod';

import type { Change, How, Metric } from './scenario.ts';
import { share, shares, span } from './values.ts';

const becomesError = 'must be a number, a percentage, or shares by label';

/** A change as people write it. */
type Written = Omit<Change, 'how'> & {
  readonly times?: number;
  readonly plus?: number;
  readonly becomes?: number | Readonly<Record<string, number>>;
};

export const writtenChange: z.ZodType<Written> = mapping({
  what: z.string({ error: 'must be a metric, requests or outcomes' }),
  arm: z
    .enum(['canary', 'baseline', 'both'], { error: 'must be canary, baseline or both' })
    .default('both'),
  times: fraction.exactOptional(),
  plus: fraction.exactOptional(),
  becomes: z.union([fraction, shares], { error: becomesError }).exactOptional(),
  of: share.default(1),
  at: span.default([0, 0]),
  over: duration.default(0),
  for: span.exactOptional(),
  every: span.exactOptional(),
  fault: z.boolean({ error: 'must be true or false' }).default(false),
});

/** What is wrong with a change, at a key of it. */
type Fault = (key: string, problem: string) => void;

/** What a change says, if it makes sense for what it changes; if not, tells why. */
export function changeOf(
  written: Written,
  metrics: Readonly<Record<string, Metric>>,
  fault: Fault,
): Change {
  const { times, plus, becomes, ...rest } = written;
  const { what, arm, every } = rest;
  const type = Object.hasOwn(metrics, what) ? metrics[what]?.type : undefined;
  if (type === undefined && what !== 'requests' && what !== 'outcomes') {
    const names = [...Object.keys(metrics), 'requests', 'outcomes'].join(', ');
    fault('what', `is nothing that could change: there is ${names}`);
  }
  const said = [times, plus, becomes].filter((one) => one !== undefined);
  if (said.length !== 1)
    fault('what', 'needs one of times, plus and becomes, to say how it changes');
  if (times !== undefined && times < 0) fault('times', 'must be zero or more');
  if (what === 'requests' && arm !== 'both') {
    fault('arm', 'must be both: which version gets a request, the flag decides');
  }
  if (what === 'requests' && times === undefined) {
    fault('what', 'needs times: requests can only be multiplied');
  }
  if (type === 'categories' && typeof becomes !== 'object') {
    fault('what', 'needs becomes, with the shares of its labels');
  }
  if (type !== 'categories' && typeof becomes === 'object') {
    fault('becomes', 'must be a number: only categories have shares');
  }
  if (typeof becomes === 'number' && becomes < 0) fault('becomes', 'must be zero or more');
  if (rest.fault && arm !== 'canary') fault('fault', 'must be of the canary: arm: canary');
  if (every && every[0] <= 0) fault('every', 'must be longer than nothing');
  if (every && !rest.for) fault('every', 'needs for: what lasts to the end cannot come again');
  return { ...rest, how: howOf(times, plus, becomes) };
}

function howOf(times?: number, plus?: number, becomes?: Written['becomes']): How {
  if (times !== undefined) return { by: 'times', factor: times };
  if (plus !== undefined) return { by: 'plus', amount: plus };
  return typeof becomes === 'object'
    ? { by: 'shares', shares: becomes }
    : { by: 'becomes', value: becomes ?? 0 };
}
