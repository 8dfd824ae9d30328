import { Random } from '../../random/random.ts';
import { Arms } from './arms.ts';
import type { Drawing } from './drawn.ts';
import type { Excess } from './excess.ts';
import type { RequestLog } from './request-log.ts';

/**
 * Splits a shadow log by the share that is decided. Each line has its own draw from the seed, in the order of the lines,
 * which is that of `replay`: at a constant share the requests are split as they are there.
 *
 * @param log with the baseline first and the canary second
 * @param excess of the canary over the whole log
 * @param tick the length of an interval, in milliseconds
 */
export function shadowDrawing(
  log: RequestLog,
  excess: Excess,
  tick: number,
): (seed: number) => Drawing {
  const { starts, lines } = log;
  const [baseline = [], canary = []] = log.columns;
  const paired = baseline[excess.metric];
  const lastLine = lines.reduce((last, line) => Math.max(last, line), -1);

  return (seed) => {
    const random = new Random(seed);
    const draws = new Float64Array(lastLine + 1);
    let drawn = 0;
    let interval = 0;
    const arms = new Arms(lines.length);
    return (share, calibrating) => {
      const from = starts[interval] ?? 0;
      const to = starts[interval + 1] ?? from;
      interval += 1;
      arms.clear();
      for (let row = from; row < to; row += 1) {
        const line = lines[row] ?? 0;
        for (; drawn <= line; drawn += 1) draws[drawn] = random.uniform();
        arms.add(row, (draws[line] ?? 1) < share);
      }
      const ofCanary = (calibrating ? baseline : canary).map((column) => arms.canary(column));
      // What the baseline did on the very same requests is known.
      const instead = paired && arms.canary(paired);
      return {
        requests: arms.requests,
        samples: { canary: ofCanary, baseline: baseline.map((column) => arms.baseline(column)) },
        excess: calibrating ? 0 : excess.of(ofCanary[excess.metric], instead),
        length: tick,
      };
    };
  };
}
