import type { Sample } from '@lastgood/triggers';

import { Random } from '../../random/random.ts';
import { sampleIn, type Column } from './column.ts';
import type { Drawing } from './drawn.ts';
import { countedExcess, overallExcess } from './excess.ts';
import type { RequestLog } from './request-log.ts';

const baselineArm = 0;
const canaryArm = 1;

/**
 * Splits a shadow log by the share that is decided. Each line has its own draw from the seed, in the order of the lines,
 * which is that of `replay`: at a constant share the requests are split as they are there.
 *
 * @param log with the baseline first and the canary second
 * @param tick the length of an interval, in milliseconds
 */
export function shadowDrawing(log: RequestLog, tick: number): (seed: number) => Drawing {
  const [baseline = [], canary = []] = log.columns;
  const all = log.lines.length;
  const everybody = new Uint8Array(all);
  const overall = canary.map((column, metric) => {
    const served = sampleIn(column, 0, all, everybody, baselineArm);
    const beside = baseline[metric] && sampleIn(baseline[metric], 0, all, everybody, baselineArm);
    return served && beside ? overallExcess(column.guardrail, served, beside) : 0;
  });
  const lastLine = log.lines.reduce((last, line) => Math.max(last, line), -1);

  return (seed) => {
    const random = new Random(seed);
    const draws = new Float64Array(lastLine + 1);
    let drawn = 0;
    const arms = new Uint8Array(all);
    return (interval, share) => {
      const from = log.starts[interval] ?? 0;
      const to = log.starts[interval + 1] ?? from;
      let served = 0;
      for (let at = from; at < to; at += 1) {
        const line = log.lines[at] ?? 0;
        for (; drawn <= line; drawn += 1) draws[drawn] = random.uniform();
        const arm = (draws[line] ?? 1) < share ? canaryArm : baselineArm;
        arms[at] = arm;
        served += arm;
      }
      const samplesOf = (columns: readonly Column[], arm: number): (Sample | undefined)[] =>
        columns.map((column) => sampleIn(column, from, to, arms, arm));
      const samples = {
        canary: samplesOf(canary, canaryArm),
        baseline: samplesOf(baseline, baselineArm),
      };
      const excess = samples.canary.map((sample, metric) => {
        const beside = baseline[metric];
        if (!sample || !beside) return 0;
        // What the baseline did on the very same requests is known.
        const instead = sampleIn(beside, from, to, arms, canaryArm);
        const counted = instead && countedExcess(beside.guardrail, sample, instead);
        return counted ?? (overall[metric] ?? 0) * served;
      });
      return {
        requests: { canary: served, baseline: to - from - served },
        samples,
        excess,
        length: tick,
      };
    };
  };
}
