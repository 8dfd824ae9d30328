import {
  outcomesIn,
  type ModelPolicy,
  type Pair,
  type Sample,
  type Tick,
} from '@lastgood/triggers';

import { Random } from '../../random/random.ts';
import { streamOf } from '../../random/streams.ts';
import { blocks } from './blocks.ts';
import { sampleIn } from './column.ts';
import type { Drawing } from './drawn.ts';
import { byInterval, totals } from './intervals.ts';
import type { Recording } from './read.ts';
import type { RequestLog } from './request-log.ts';
import { thinned } from './thinned.ts';

/** A further stream for the blocks; which of the requests the canary gets is drawn from the seed itself. */
const blockStream = 3;

/** Draws both versions from single requests of the baseline, which comes first in the log. */
export function twinOfRequests(log: RequestLog, tick: number): (seed: number) => Drawing {
  const [baseline = []] = log.columns;
  const intervals = log.starts.length - 1;
  return (seed) => {
    const random = new Random(seed);
    const place = blocks(new Random(streamOf(seed, blockStream)), intervals);
    const arms = new Uint8Array(log.lines.length);
    return (_, share) => {
      const recorded = place();
      const from = log.starts[recorded] ?? 0;
      const to = log.starts[recorded + 1] ?? from;
      let served = 0;
      for (let at = from; at < to; at += 1) {
        const arm = random.uniform() < share ? 1 : 0;
        arms[at] = arm;
        served += arm;
      }
      const samplesOf = (arm: number): (Sample | undefined)[] =>
        baseline.map((column) => sampleIn(column, from, to, arms, arm));
      return {
        requests: { canary: served, baseline: to - from - served },
        samples: { canary: samplesOf(1), baseline: samplesOf(0) },
        excess: baseline.map(() => 0),
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
    const place = blocks(new Random(streamOf(seed, blockStream)), intervals);
    return (_, share) => {
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
        excess: guardrails.map(() => 0),
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
