import { errorsGuardrail } from '../judges/policy.ts';
import { peer } from '../judges/rules.ts';
import { constant, daily, outages, randomSplit, risingWeight } from '../streams/courses.ts';
import { errors } from '../streams/proportions.ts';
import { minute, minutesOfDay } from '../streams/time.ts';
import { errorRules, type Null } from './null.ts';

function fixed(canary: number, baseline: number, rate: number): Null {
  const conditions = { canary, baseline, canaryRate: rate, baselineRate: rate };
  return {
    name: `${canary}/${baseline} of 400 requests a tick, ${100 * rate} % errors`,
    stream: errors(constant(conditions)),
    intervals: 1000,
    rules: [...errorRules(rate), peer('kayenta', errorsGuardrail())],
  };
}

/** Errors at tolerance zero, under traffic of all kinds. */
export const trafficNulls: readonly Null[] = [
  fixed(200, 200, 0.01),
  fixed(20, 380, 0.01),
  fixed(380, 20, 0.01),
  fixed(4, 396, 0.01),
  fixed(20, 380, 0.15),
  fixed(200, 200, 0.15),
  {
    name: 'each request assigned at random, 5 %',
    stream: errors(randomSplit(400, 0.05, 0.01)),
    intervals: 1000,
    rules: errorRules(0.01),
  },
  {
    name: 'a day cycle of volume and errors',
    stream: errors(daily(400, 0.05, 0.01, minutesOfDay), minute),
    intervals: minutesOfDay,
    model: { tick: '1m' },
    rules: errorRules(0.01),
  },
  {
    name: 'shared outages, one in 200 ticks',
    stream: errors(outages(400, 0.05, 0.01)),
    intervals: 1000,
    rules: errorRules(0.01),
  },
  {
    name: 'the weight rises 5 to 50 %, errors .5 to 2 %',
    stream: errors(risingWeight(400, 1000)),
    intervals: 1000,
    rules: errorRules(0.01),
  },
  ...[1, 4, 40, 400, 4000].map((requests) => ({
    name: `ticks of ${requests} request${requests === 1 ? '' : 's'}, 5 %`,
    stream: errors(randomSplit(requests, 0.05, 0.01)),
    intervals: requests < 40 ? 3000 : 1000,
  })),
];
