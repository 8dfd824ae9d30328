import type { RunSummary, RunView } from '../../run/view.ts';
import { roundPercent } from '../../words/percent.ts';
import { evidence } from './numbers.ts';

/** The share of the requests that the flag gives to a version, between 0 and 1. */
export function weightOf({ flag }: RunView, version: string): number {
  const all = Object.values(flag.weights).reduce((sum, weight) => sum + weight, 0);
  return all === 0 ? 0 : (flag.weights[version] ?? 0) / all;
}

/** Where the canary stands, in one sentence without its state. */
export function verdict(view: RunView): string {
  const { canary, baseline } = view.versions;
  const attempt = `attempt ${view.attempt} of ${view.attempts}`;
  if (view.summary) return outcome(view, view.summary);
  switch (view.phase) {
    case 'trial': {
      const gets = `${canary} gets ${roundPercent(weightOf(view, canary))} of the requests`;
      return view.held ? `${gets}, its weight is frozen; ${attempt}` : `${gets}; ${attempt}`;
    }
    case 'calibration':
      return `both groups are served ${baseline}, to learn how they differ`;
    case 'watch':
      return `${canary} is the baseline now, ${baseline} keeps ${roundPercent(weightOf(view, baseline))}`;
    case 'cooldown':
      return `${baseline} serves all, ${canary} is tried again after a cooldown; ${attempt} is over`;
    case 'quarantined':
      return `${baseline} serves all, ${canary} is quarantined: only a person brings it back`;
  }
}

/** What the run came to. */
function outcome({ events, versions }: RunView, summary: RunSummary): string {
  if (summary.decision === 'none') return `${versions.canary} stayed in service to the end`;
  const times = events.filter(({ kind }) => kind === 'rollback').length;
  const first = `at tick ${summary.tick} with evidence ${evidence(summary.evidence ?? NaN)}`;
  const what = `from ${summary.from} to ${summary.to}`;
  const trip = `(trip ${evidence(summary.threshold)})`;
  return times > 1 ? `${what} ${times} times, first ${first} ${trip}` : `${what} ${first} ${trip}`;
}
