import {
  outcomesIn,
  type ModelPolicy,
  type Pair,
  type Sample,
  type Tick,
} from '@lastgood/triggers';

import { Random } from '../../random/random.ts';
import { streamOf } from '../../random/streams.ts';
import { Arms } from './arms.ts';
import { blocks } from './blocks.ts';
import type { Drawing } from './drawn.ts';
import { byInterval, totals } from './intervals.ts';
import type { Recording } from './read.ts';
import type { RequestLog } from './request-log.ts';
import { thinned } from './thinned.ts';
import { stream } from './streams.ts';

/** Draws both versions from single requests of the baseline, which comes first in the log. */
export function twinOfRequests(log: RequestLog, tick: number): (seed: number) => Drawing {
  const { starts, lines } = log;
  const [baseline = []] = log.columns;
  return (seed) => {
    const random = new Random(seed);
    const place = blocks(new Random(streamOf(seed, stream.blocks)), starts.length - 1);
    const arms = new Arms(lines.length);
    return (share) => {
      const recorded = place();
      const from = starts[recorded] ?? 0;
      const to = starts[recorded + 1] ?? from;
      arms.clear();
      for (let row = from; row < to; row += 1) arms.add(row, random.bits() * 2 ** -32 < share);
      return {
        requests: arms.requests,
        samples: {
          canary: baseline.map((column) => arms.canary(column)),
          baseline: baseline.map((column) => arms.baseline(column)),
        },
        excess: 0,
        length: tick,
      };
    };
  };
}

/** The baseline's samples in one interval. */
interface RecordedInterval {
  /** By guardrail; undefined: not observed. */
  readonly samples: readonly (Sample | undefined)[];
  readonly requests: number;
  /** Of its tick, in milliseconds. */
  readonly length: number;
}

/** Draws both versions from the baseline's ticks. */
export function twinOfTicks(
  recording: Recording,
  policy: ModelPolicy,
  baseline: string,
): (seed: number) => Drawing {
  const { tick, guardrails } = policy;
  const { from, intervals, ticks } = recording;
  const counted = ticks.filter(({ calibration }) => !calibration);
  const recorded = new Map(
    [...byInterval(counted, { from, tick }, ({ to }) => to)].map(([interval, of]) => [
      interval,
      recordedInterval(of, policy, baseline),
    ]),
  );
  return (seed) => {
    const random = new Random(seed);
    const place = blocks(new Random(streamOf(seed, stream.blocks)), intervals);
    return (share) => {
      const { samples, requests, length } = recorded.get(place()) ?? {
        samples: [],
        requests: 0,
        length: tick,
      };
      const canary = random.binomial(requests, share);
      const split = { requests, canary, share };
      const both = samples.map((sample, metric): Pair<Sample> | undefined => {
        const guardrail = guardrails[metric];
        const range = guardrail?.type === 'mean' ? guardrail.range : undefined;
        return sample && thinned(sample, split, random, range);
      });
      return {
        requests: { canary, baseline: requests - canary },
        samples: {
          canary: both.map((pair) => pair?.canary),
          baseline: both.map((pair) => pair?.baseline),
        },
        excess: 0,
        length,
      };
    };
  };
}

function recordedInterval(
  ticks: readonly Tick[],
  { tick, guardrails }: ModelPolicy,
  baseline: string,
): RecordedInterval {
  const samples = totals(guardrails, ticks, baseline);
  const outcomes = samples.map((sample) => (sample ? outcomesIn(sample) : 0));
  const length = Math.max(tick, ...ticks.map(({ from, to }) => to - from));
  return { samples, requests: Math.max(...outcomes), length };
}
