import {
  casesInWords,
  changeInWords,
  count,
  counted,
  delayIntervals,
  figureInWords,
  figureKinds,
  intervalInWords,
  missInWords,
  neverBecause,
  percent,
  rolloutsToShow,
  roundPercent,
  verdictOf,
  type SearchResult,
  type Tried,
} from '@lastgood/simulator';

import { columns } from '../columns.ts';
import { table } from './table.ts';

const legend = [
  'promised: of 1,000 healthy versions, how many are rolled back at most, which is proven. false: how many were. faults',
  'missed: the share of faulty versions that were never rolled back. delay: from the fault to the rollback. bad requests',
  'served: of a faulty version, those that came out worse than with the baseline, on average, to the end of the rollout.',
];

/** What the policies came to that were measured, with the given and the chosen one marked. */
export function tableInWords(measured: readonly Tried[], chosen?: Tried): string[] {
  const rows = measured.map((tried, place) => {
    const marks = [...(place === 0 ? ['given'] : []), ...(tried === chosen ? ['chosen'] : [])];
    return { tried, mark: marks.join(', ') };
  });
  return [...table(rows), '', ...legend];
}

/** What the policies are tried on, and how often. */
export function trafficInWords({ evaluation, runs, seed }: Tried): string[] {
  const { cases, done, total } = evaluation;
  const named = (faulty: boolean): string[] =>
    cases.filter(({ figures }) => figures.faulty > 0 === faulty).map(({ name }) => name);
  return [
    ...casesInWords({ healthy: named(false), faulty: named(true) }),
    `${counted(runs, 'rollout')} of each, seeds ${seed} to ${seed + runs - 1}`,
    ...(done < total ? [`stopped after ${count(done)} of all ${count(total)} rollouts`] : []),
  ];
}

/** What was chosen, why, and what is to be expected of it; or why nothing was. */
export function choiceInWords(
  result: SearchResult,
  limit: number,
  command: (of: Tried) => string,
): string[] {
  const { chosen, prediction, unconfirmed } = result;
  const above = unconfirmed.map(
    (tried) =>
      `${settings(tried)}: on fresh seeds not within ${roundPercent(limit)} any more, and left out: ${reason(tried, limit)}`,
  );
  if (result.stopped)
    return [...above, 'stopped: nothing was chosen', ...leadingInWords(result, command)];
  if (!chosen || !prediction) return [...above, ...nothingInWords(result, limit, command)];
  return [
    ...above,
    chosen.changes.length === 0
      ? `chosen: the policy as it was given; ${result.lookedAt} others were looked at, and none within the limit does less harm`
      : `chosen, of ${result.lookedAt} that were looked at: the least harm within ${roundPercent(limit)} of false rollbacks`,
    ...chosen.changes.map((change) => `  ${changeInWords(change)}`),
    withinBecause(prediction, limit),
    '',
    `to expect, from rollouts with fresh seeds (${prediction.seed} to ${prediction.seed + prediction.runs - 1}):`,
    ...figuresInWords(prediction),
    `again: ${command(prediction)}`,
  ];
}

/** The figures of one policy that were measured, a line each, with their intervals. */
export function figuresInWords({ tuned, evaluation }: Tried): string[] {
  const { figures } = evaluation;
  const delays = delayIntervals(evaluation);
  const rows = Object.values(figureKinds)
    .filter((kind) => kind.of(figures) !== undefined)
    .map((kind) => {
      const because = neverBecause(kind, tuned.policy, figures);
      const told =
        because === undefined
          ? [figureInWords(kind, figures), intervalInWords(kind, figures, delays)]
          : ['never', because];
      return [`  ${kind.name}`, ...told];
    });
  return columns([['', '', '95 % interval'], ...rows], [1]);
}

/** The best so far of a search that was stopped. */
function leadingInWords({ leading }: SearchResult, command: (of: Tried) => string): string[] {
  if (!leading || leading.changes.length === 0) return [];
  return [
    `the least harm so far, from only ${count(leading.runs)} rollouts of each case: ${settings(leading)}`,
    `again: ${command(leading)}`,
  ];
}

function withinBecause(prediction: Tried, limit: number): string {
  const verdict = verdictOf(prediction, limit);
  const { falseRollbacks, healthy } = prediction.evaluation.figures;
  if (!verdict.within || !falseRollbacks) return '';
  if (verdict.by === 'measurement') {
    const promised =
      prediction.promised === undefined
        ? 'It promises no risk'
        : `It promises ${roundPercent(prediction.promised)}`;
    return `${promised}; on this traffic ${count(healthy)} healthy rollouts show that no more than ${percent(falseRollbacks.high)} are rolled back.`;
  }
  const needed = rolloutsToShow(limit);
  return (
    `It promises ${roundPercent(prediction.promised ?? 0)} at most. The rollouts do not contradict that, and cannot show it by themselves: ` +
    `that takes ${count(needed)} healthy rollouts with no false one, or more with some, and these are ${count(healthy)}.`
  );
}

function nothingInWords(
  { nearest, measured, unconfirmed }: SearchResult,
  limit: number,
  command: (of: Tried) => string,
): string[] {
  const healthy = measured[0]?.evaluation.figures.healthy ?? 0;
  const needed = rolloutsToShow(limit);
  const left = measured.filter(({ tuned }) => !unconfirmed.some((other) => other.tuned === tuned));
  const stuck = left.some((tried) => verdictOf(tried, limit).within);
  return [
    `nothing was chosen: no policy was found whose false rollbacks are within ${roundPercent(limit)}` +
      (stuck ? ' and that promotes as many of the healthy versions as the given one' : ''),
    ...(nearest
      ? [
          `the nearest, ${settings(nearest.tried)}: ${missInWords(nearest)}`,
          `again: ${command(nearest.tried)}`,
        ]
      : []),
    ...(nearest && nearest.by !== 'rollbacks' && healthy < needed
      ? [
          `without a promise it takes ${count(needed)} healthy rollouts with no false one to show that, and these are ${count(healthy)}: more --runs`,
        ]
      : []),
  ];
}

function settings({ changes }: Tried): string {
  return changes.map(changeInWords).join('; ') || 'the policy as it was given';
}

function reason(tried: Tried, limit: number): string {
  const verdict = verdictOf(tried, limit);
  return verdict.within ? 'it is within the limit' : verdict.reason;
}
