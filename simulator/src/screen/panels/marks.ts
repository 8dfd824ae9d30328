import { columnAfter, type TimeScale } from '../../charts/columns.ts';
import type { Mark } from '../../charts/plot.ts';
import type { RunView } from '../../run/view.ts';

/** The ticks at whose end the canary went out of service. */
export function rollbackTicks({ events }: RunView): number[] {
  return events.filter(({ kind }) => kind === 'rollback').map(({ tick }) => tick);
}

/** Where the canary went out of service, and where it was tried again. */
export function marksOf({ events }: RunView, scale: TimeScale): Mark[] {
  const marked = events.filter(({ kind }) => kind === 'rollback' || kind === 'retry');
  // An event belongs to the end of its tick: to the last column that shows something of it.
  return marked.map(({ tick, kind }) => ({
    column: columnAfter(tick, scale) - 1,
    label: kind,
    line: kind === 'rollback' ? 'solid' : 'dashed',
  }));
}
