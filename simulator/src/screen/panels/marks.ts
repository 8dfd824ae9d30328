import { columnAfter, type TimeScale } from '../../charts/columns.ts';
import type { Mark } from '../../charts/plot.ts';
import type { RunView } from '../../run/view.ts';
import { roundPercent } from '../../words/percent.ts';
import { weightOf } from '../words/verdict.ts';

type Marked = 'rollback' | 'promote' | 'fault' | 'retry' | 'advance' | 'hold';

/** Those that matter most come first: where two fall on one place, the first is seen. */
const looks: Readonly<Record<Marked, Pick<Mark, 'line' | 'role'>>> = {
  rollback: { line: 'solid', role: 'mark' },
  promote: { line: 'solid', role: 'step' },
  fault: { line: 'dashed', role: 'mark' },
  retry: { line: 'dashed', role: 'step' },
  hold: { line: 'dashed', role: 'hold' },
  advance: { line: 'dashed', role: 'step' },
};
const order = Object.keys(looks);

/** Where the canary went out of service or was promoted, was given more or tried again, was held, and where it got worse. */
export function marksOf(view: RunView, scale: TimeScale): Mark[] {
  const faults = view.faults.map(({ tick }) => ({ tick, kind: 'fault' as const, label: 'fault' }));
  const events = view.events.flatMap(({ tick, kind, byHand }) =>
    isMarked(kind)
      ? [{ tick, kind, label: byHand ? `${kind} by hand` : labelOf(view, tick, kind) }]
      : [],
  );
  return [...events, ...faults]
    .toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind))
    .map(({ tick, kind, label }) => ({
      // An event belongs to the end of its tick: to the last column that shows something of it.
      column: columnAfter(tick, scale) - 1,
      label,
      ...looks[kind],
    }))
    .filter(({ column }) => column >= 0);
}

function isMarked(kind: string): kind is Exclude<Marked, 'fault'> {
  return kind !== 'fault' && Object.hasOwn(looks, kind);
}

/** More of the requests is told by how many. */
function labelOf(view: RunView, tick: number, kind: Marked): string {
  if (kind !== 'advance') return kind;
  return roundPercent(view.history.weights[tick] ?? weightOf(view, view.versions.canary));
}
