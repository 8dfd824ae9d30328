import type { RunView } from '../../run/view.ts';

/** When the run began in simulated time, epoch milliseconds. */
export function startOf({ time, tick, tickLength }: RunView): number {
  return time - tick * tickLength;
}

/** A moment of simulated time, such as "2026-01-02 06:30". */
export function moment(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

/** Time since the run began, such as "1d 06:30", or "1d 06:30:10" where ticks are shorter than a minute. */
export function elapsed(time: number, view: RunView): string {
  const passed = time - startOf(view);
  const days = Math.floor(passed / 86_400_000);
  const clock = new Date(passed).toISOString().slice(11, view.tickLength < 60_000 ? 19 : 16);
  return `${days}d ${clock}`;
}
