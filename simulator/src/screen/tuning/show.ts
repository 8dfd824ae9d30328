import { changesBetween, settingInWords } from '../../tuning/changes.ts';
import type { Figures } from '../../rollouts/figures.ts';
import type { TunedPolicy } from '../../tuning/policy-text.ts';
import { counted } from '../../words/counts.ts';
import { figuresInBrief } from '../../words/figures.ts';
import type { ProgressOf } from '../widgets/tune/progress.tsx';
import { commandOf } from './again.ts';
import type { Place } from './curve.ts';
import { nameOf, type Outcome } from './evaluations.ts';
import { figureRows, type FigureRow } from './figure-rows.ts';
import type { Tuning } from './tuning.ts';

/** What the Tune view shows. */
export interface TuneShow {
  readonly figures: readonly FigureRow[];
  /** What the figures are of. */
  readonly about: string;
  /** Why there are none. */
  readonly failure?: string;
  readonly progress: ProgressOf | undefined;
  readonly moved: ReadonlySet<string>;
  readonly places: readonly Place[];
  /** About what is picked: the knob, or the point and the command that makes it again. */
  readonly details: readonly string[];
}

/** Puts together what is known of the policies. */
export function tuneShow(tuning: Tuning): TuneShow {
  const { mode } = tuning.get();
  const { began, setup } = tuning.session.get();
  const rung = mode.kind === 'curve' ? tuning.ladder.rungs[mode.place] : undefined;
  const policy = rung?.made() ?? setup.policy;
  const outcome = tuning.outcomeOf(policy);
  const figures = figuresOf(outcome);
  return {
    figures: figureRows(
      { policy: policy.policy, figures },
      { policy: began.policy, figures: figuresOf(tuning.outcomeOf(began)) },
    ),
    about: rung ? settingInWords(rung.setting) : 'now',
    ...(outcome?.kind === 'failed' && { failure: outcome.reason }),
    progress: progressOf(tuning, setup.policy),
    moved: new Set(changesBetween(began, setup.policy).map(({ path }) => path)),
    places: placesOf(tuning, policy),
    details: rung
      ? [pointInWords(tuning, figures), commandOf(tuning.trialOf(policy), began)]
      : [knobInWords(setup.policy, tuning.path)],
  };
}

function knobInWords({ knobs }: TunedPolicy, path: string): string {
  return `${path}: ${knobs.find((knob) => knob.path === path)?.meaning ?? ''}`;
}

function figuresOf(outcome: Outcome | undefined): Figures | undefined {
  return outcome === undefined || outcome.kind === 'failed'
    ? undefined
    : outcome.evaluation?.figures;
}

/** Of the present policy, and then of the other points of the curve. */
function progressOf(tuning: Tuning, policy: TunedPolicy): ProgressOf | undefined {
  const present = tuning.outcomeOf(policy);
  if (present?.kind === 'part') {
    const { done = 0, total = 1, timeLeft } = present.evaluation ?? {};
    return { what: 'rollouts', share: done / total, ...(timeLeft !== undefined && { timeLeft }) };
  }
  const { running, preparing } = tuning.evaluations.get();
  if (running === undefined && !preparing) return undefined;
  const { rungs } = tuning.ladder;
  const known = rungs.filter((rung) => {
    const made = rung.made();
    return made && ['whole', 'failed'].includes(tuning.outcomeOf(made)?.kind ?? '');
  });
  return { what: 'curve', share: known.length / rungs.length };
}

/** Everything that was measured on the same cases with the same seeds. */
function placesOf(tuning: Tuning, picked: TunedPolicy): Place[] {
  const { began } = tuning.session.get();
  const places = new Map<string, Place>();
  const add = (policy: TunedPolicy, place: Omit<Place, 'figures'>): void => {
    const outcome = tuning.outcomeOf(policy);
    const figures = figuresOf(outcome);
    // What a few rollouts say would be drawn in the wrong place first; of the picked one it is worth it.
    const sure = outcome?.kind === 'whole' || place.kind === 'present';
    if (figures && sure) places.set(nameOf(tuning.trialOf(policy)), { ...place, figures });
  };
  for (const policy of tuning.visited) add(policy, { kind: 'visited' });
  add(began, { kind: 'began', label: 'at first' });
  for (const rung of tuning.ladder.rungs) {
    const made = rung.made();
    const label = settingInWords(rung.setting);
    if (made) add(made, { kind: made.text === picked.text ? 'present' : 'rung', label });
  }
  return [...places.values()];
}

function pointInWords(tuning: Tuning, figures: Figures | undefined): string {
  if (!figures) return 'not measured yet';
  const { runs } = tuning.get();
  return `${figuresInBrief(figures)}, from ${counted(runs, 'rollout')} of each case; again:`;
}
