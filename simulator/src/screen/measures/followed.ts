import { outcomesIn, type Guardrail, type Pair, type Sample } from '@lastgood/triggers';

import {
  columnWindows,
  latestWindow,
  type MovingWindow,
  type TimeScale,
} from '../../charts/columns.ts';
import { GuardrailHistory } from '../../run/history.ts';
import type { RunView } from '../../run/view.ts';
import { measureOf } from './measure-of.ts';
import type { Measure } from './measure.ts';

/** Single ticks are noise: the numbers are those of this part of the run. */
const windowPart = 1 / 16;

/** A guardrail with what it has seen so far. */
export interface Followed {
  readonly guardrail: Guardrail;
  readonly measure: Measure;
  readonly history: GuardrailHistory;
  readonly windows: Pair<MovingWindow>;
}

/** Every guardrail of the policy, with what it has seen so far. */
export function followedIn(view: RunView): Followed[] {
  return view.guardrails.map((guardrail, place) => followed(view, guardrail, place));
}

/** @param place the guardrail's, in the policy */
export function followed(view: RunView, guardrail: Guardrail, place: number): Followed {
  const ticks = Math.max(1, Math.round(view.ticks * windowPart));
  return {
    guardrail,
    measure: measureOf(guardrail),
    history: view.history.guardrails[place] ?? new GuardrailHistory(guardrail),
    windows: {
      // What a version did before it was taken out says nothing about its next trial.
      canary: { ticks, restarts: rollbackTicks(view) },
      baseline: { ticks, restarts: [] },
    },
  };
}

/** The ticks at whose end the canary went out of service. */
function rollbackTicks({ events }: RunView): number[] {
  return events.filter(({ kind }) => kind === 'rollback').map(({ tick }) => tick);
}

/** What the latest window comes to. */
export interface Latest extends Pair<number> {
  /** NaN where the versions are not compared. */
  readonly acceptable: number;
  /** Outcomes behind the numbers, or the exposure of a rate. */
  readonly amounts: Pair<number>;
}

export function latestOf({ measure, history, windows }: Followed): Latest {
  const ofArm = (arm: keyof Pair<unknown>): Sample | undefined => {
    const { from, to } = latestWindow(history.length, windows[arm]);
    return history[arm].between(from, to);
  };
  const samples = { canary: ofArm('canary'), baseline: ofArm('baseline') };
  const { canary, baseline } = measure.of(samples);
  return {
    canary,
    baseline,
    acceptable: measure.acceptable?.(baseline) ?? NaN,
    amounts: { canary: amount(samples.canary), baseline: amount(samples.baseline) },
  };
}

function amount(sample: Sample | undefined): number {
  if (!sample) return 0;
  return 'exposure' in sample ? sample.exposure : outcomesIn(sample);
}

/** One number for each column of dots. */
interface Columns extends Pair<number[]> {
  readonly acceptable: number[];
}

export function columnsOf({ measure, history, windows }: Followed, scale: TimeScale): Columns {
  const ofArm = (arm: keyof Pair<unknown>): (Sample | undefined)[] =>
    columnWindows(history.length, windows[arm], scale).map(
      (window) => window && history[arm].between(window.from, window.to),
    );
  const baselines = ofArm('baseline');
  const values = ofArm('canary').map((canary, column) =>
    measure.of({ canary, baseline: baselines[column] }),
  );
  return {
    canary: values.map(({ canary }) => canary),
    baseline: values.map(({ baseline }) => baseline),
    acceptable: values.map(({ baseline }, column) =>
      baselines[column] ? (measure.acceptable?.(baseline) ?? NaN) : NaN,
    ),
  };
}
