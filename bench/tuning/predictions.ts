import { delayIntervals, type Evaluation, type Measured } from '@lastgood/simulator';

export const figureNames = [
  'false rollbacks',
  'delay, median',
  'delay, 90 %',
  'bad requests',
] as const;
export type FigureName = (typeof figureNames)[number];

/** A figure that `tune` tells to expect, with its 95 % interval. Delays are in milliseconds. */
export interface Prediction extends Measured {
  readonly figure: FigureName;
}

/** All figures of an evaluation that `tune` tells with an interval, with the same intervals. */
export function predictionsOf(evaluation: Evaluation): Prediction[] {
  const { falseRollbacks, delay, harm } = evaluation.figures;
  const sure = delayIntervals(evaluation);
  const delayOf = (part: 'median' | 'p90'): Measured | undefined =>
    delay && sure && { value: delay[part].time, low: sure[part][0], high: sure[part][1] };
  const measured: Readonly<Record<FigureName, Measured | undefined>> = {
    'false rollbacks': falseRollbacks,
    'delay, median': delayOf('median'),
    'delay, 90 %': delayOf('p90'),
    'bad requests': harm,
  };
  return figureNames.flatMap((figure) => {
    const of = measured[figure];
    return of ? [{ figure, ...of }] : [];
  });
}
