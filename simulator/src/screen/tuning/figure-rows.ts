import type { Figures } from '../../rollouts/figures.ts';
import {
  figureInWords,
  figureKinds,
  intervalInWords,
  type FigureKind,
} from '../../words/figures.ts';

/** One figure of many rollouts, in words. */
export interface FigureRow {
  readonly name: string;
  readonly now: string;
  /** The 95 % interval, where there is one. */
  readonly interval: string;
  readonly start: string;
  /** Against where the policy began; absent where one of the two is not known, or they are the same. */
  readonly change?: { readonly rose: boolean; readonly better: boolean };
}

/** What rollouts came to, beside what they came to with the policy as it began. */
export function figureRows(now: Figures | undefined, start: Figures | undefined): FigureRow[] {
  return Object.values(figureKinds).map((kind) => {
    const row = {
      name: kind.name,
      now: figureInWords(kind, now),
      interval: intervalInWords(kind, now),
      start: figureInWords(kind, start),
    };
    const change = changeOf(kind, now, start);
    return { ...row, ...(change && row.now !== row.start && { change }) };
  });
}

function changeOf(
  kind: FigureKind,
  now: Figures | undefined,
  start: Figures | undefined,
): FigureRow['change'] {
  const [present, before] = [now, start].map((figures) => {
    const found = figures && kind.of(figures);
    return typeof found === 'object' ? found.value : found;
  });
  if (present === undefined || before === undefined) return undefined;
  const rose = present > before;
  return { rose, better: rose === (kind === figureKinds.promoted) };
}
