import type { ModelPolicy } from '@lastgood/triggers';

import type { Figures } from '../../rollouts/figures.ts';
import {
  figureInWords,
  figureKinds,
  intervalInWords,
  neverBecause,
  valueOf,
  type FigureKind,
} from '../../words/figures.ts';

/** One figure of many rollouts, in words. */
export interface FigureRow {
  readonly name: string;
  readonly now: string;
  /** The 95 % interval, where there is one. */
  readonly interval: string;
  /** Why it is as it is whatever the rollouts come to: in place of the interval. */
  readonly because?: string;
  readonly start: string;
  /** Against where the policy began; absent where one of the two is not known, of fewer rollouts, or they are the same. */
  readonly change?: { readonly rose: boolean; readonly better: boolean };
}

/** A policy, and what its rollouts came to so far. */
interface Measured {
  readonly policy: ModelPolicy;
  readonly figures: Figures | undefined;
}

/** What rollouts came to, beside what they came to with the policy as it began. */
export function figureRows(now: Measured, start: Measured): FigureRow[] {
  // Fewer rollouts than those beside say next to nothing of better and worse.
  const comparable = isAsLarge(now.figures, start.figures);
  return Object.values(figureKinds).map((kind) => {
    const because = neverBecause(kind, now.policy, now.figures);
    const row = {
      name: kind.name,
      now: inWords(kind, now),
      interval: because === undefined ? intervalInWords(kind, now.figures) : '',
      ...(because !== undefined && { because }),
      start: inWords(kind, start),
    };
    const change = comparable && changeOf(kind, now.figures, start.figures);
    return { ...row, ...(change && row.now !== row.start && { change }) };
  });
}

function inWords(kind: FigureKind, { policy, figures }: Measured): string {
  return neverBecause(kind, policy, figures) === undefined ? figureInWords(kind, figures) : 'never';
}

function isAsLarge(now: Figures | undefined, start: Figures | undefined): boolean {
  return now?.healthy === start?.healthy && now?.faulty === start?.faulty;
}

function changeOf(
  kind: FigureKind,
  now: Figures | undefined,
  start: Figures | undefined,
): FigureRow['change'] {
  const [present, before] = [valueOf(kind, now), valueOf(kind, start)];
  if (present === undefined || before === undefined) return undefined;
  const rose = present > before;
  return { rose, better: rose === (kind === figureKinds.promoted) };
}
