import {
  changeInWords,
  count,
  delayIntervals,
  rolloutsToShow,
  verdictOf,
  type SearchResult,
  type Tried,
} from '@lastgood/simulator';

import { table } from './table.ts';
import { amount, duration, mean, percent, perThousand } from './words.ts';

const legend = [
  'promised: the proven bound, of 1,000 healthy versions that are rolled back at most. missed: the share of faulty',
  'versions that were never rolled back. delay: from the fault to the rollback. bad requests: of a faulty version, those',
  'that came out worse than with the baseline, on average, to the end of the rollout.',
];

/** What the policies came to that were measured, with the given and the chosen one marked. */
export function tableInWords(measured: readonly Tried[], chosen?: Tried): string[] {
  const rows = measured.map((tried, place) => {
    const marks = [...(place === 0 ? ['given'] : []), ...(tried === chosen ? ['chosen'] : [])];
    return { tried, mark: marks.join(', ') };
  });
  return [...table(rows), '', ...legend];
}

/** What the policies are tried on. */
export function casesInWords({ evaluation, runs, seed }: Tried): string[] {
  const { cases, done, total } = evaluation;
  const named = (faulty: boolean): string =>
    cases
      .filter(({ figures }) => figures.faulty > 0 === faulty)
      .map(({ name }) => name)
      .join(', ') || 'none';
  return [
    `healthy  ${named(false)}`,
    `faulty   ${named(true)}`,
    `each     ${count(runs)} rollouts, seeds ${seed} to ${seed + runs - 1}`,
    ...(done < total ? [`stopped  after ${count(done)} of all ${count(total)} rollouts`] : []),
  ];
}

/** What was chosen, why, and what is to be expected of it; or why nothing was. */
export function choiceInWords(
  result: SearchResult,
  limit: number,
  command: (of: Tried) => string,
): string[] {
  const { chosen, prediction, measured, unconfirmed } = result;
  const above = unconfirmed.map(
    (tried) =>
      `${settings(tried)}: on fresh seeds not within ${percent(limit)} any more, and left out: ${reason(tried, limit)}`,
  );
  if (result.stopped)
    return [...above, 'stopped: nothing was chosen', ...leadingInWords(result, command)];
  if (!chosen || !prediction) return [...above, ...nothingInWords(measured[0], limit)];
  return [
    ...above,
    chosen.changes.length === 0
      ? `chosen: the policy as it was given; ${result.lookedAt} others were looked at, and none within the limit does less harm`
      : `chosen, of ${result.lookedAt} that were looked at: the least harm within ${percent(limit)} of false rollbacks`,
    ...chosen.changes.map((change) => `  ${changeInWords(change)}`),
    withinBecause(prediction, limit),
    '',
    `to expect, from rollouts with fresh seeds (${prediction.seed} to ${prediction.seed + prediction.runs - 1}), with 95 % intervals:`,
    ...figuresInWords(prediction),
    `again: ${command(prediction)}`,
  ];
}

/** The figures of one policy, a line each. */
export function figuresInWords({ evaluation }: Tried): string[] {
  const sure = delayIntervals(evaluation);
  const { falseRollbacks, promoted, missed, delay, harm, transitionsPerDay } = evaluation.figures;
  const rows = [
    [
      'false rollbacks',
      falseRollbacks && `${perThousand(falseRollbacks)} of 1,000 healthy versions`,
    ],
    ['promoted', promoted && `${percent(promoted.value)} of the healthy versions`],
    ['missed', missed && `${percent(missed.value)} of the faulty versions`],
    [
      'delay',
      delay &&
        sure &&
        `median ${duration(delay.median.time, sure.median)}, 90 % ${duration(delay.p90.time, sure.p90)}`,
    ],
    ['bad requests', harm && `${mean(harm)} of a faulty version`],
    [
      'decisions',
      transitionsPerDay === undefined
        ? undefined
        : `${amount(transitionsPerDay)} a day of a healthy version`,
    ],
  ];
  return rows.flatMap(([name = '', value]) =>
    value === undefined ? [] : [`  ${name.padEnd(16)}${value}`],
  );
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
        : `It promises ${percent(prediction.promised)}`;
    return `${promised}; on this traffic ${count(healthy)} healthy rollouts show that no more than ${percent(falseRollbacks.high)} are rolled back.`;
  }
  const needed = rolloutsToShow(limit);
  return (
    `It promises ${percent(prediction.promised ?? 0)} at most. The rollouts do not contradict that, and cannot show it by themselves: ` +
    `that takes ${count(needed)} healthy rollouts with no false one, or more with some, and these are ${count(healthy)}.`
  );
}

function nothingInWords(given: Tried | undefined, limit: number): string[] {
  const healthy = given?.evaluation.figures.healthy ?? 0;
  const needed = rolloutsToShow(limit);
  return [
    `nothing was chosen: no policy was found whose false rollbacks are within ${percent(limit)}`,
    ...(given ? [`the given one: ${reason(given, limit)}`] : []),
    ...(healthy < needed
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
