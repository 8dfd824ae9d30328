import type { Guardrail, Pair, Sample } from '@lastgood/triggers';

import type { RunEvent, RunView } from '../../src/run/view.ts';
import { historyOf } from '../run/points.ts';
import { pointsUntil, viewAt } from './fake-run.ts';

/** One guardrail of each type. */
export const guardrails: readonly Guardrail[] = [
  {
    name: 'errors',
    type: 'proportion',
    worse: 'higher',
    tolerance: { relative: 0.1, absolute: 0.002 },
    harm: { relative: 0.5, absolute: 0.01 },
    limit: { bound: 0.04 },
  },
  {
    name: 'retries',
    type: 'rate',
    worse: 'higher',
    tolerance: { relative: 0.2 },
    harm: { relative: 0.5 },
  },
  {
    name: 'revenue',
    type: 'mean',
    worse: 'lower',
    unit: 'EUR',
    range: [0, 50],
    tolerance: { relative: 0.05, absolute: 0 },
    limit: { bound: 1.5 },
  },
  {
    name: 'latency',
    type: 'histogram',
    worse: 'higher',
    unit: 'ms',
    edges: [50, 100, 200, 500, 1000],
    limits: [{ quantile: 0.99, bound: 900 }],
  },
  { name: 'inputs', type: 'categories', tolerance: { shift: 0.05 } },
];

const faulty = 30;
const tripped = 52;

/** What a version with so much trouble (0: none) came to in a tick with so many requests; by no randomness. */
function samplesOf(tick: number, count: number, trouble: number): Sample[] {
  const wave = (1 + Math.sin(tick * 1.7)) / 2 + (1 + Math.sin(tick * 0.31)) / 2;
  const slow = Math.round(count * (0.02 + 0.01 * wave + 0.1 * trouble));
  const mobile = Math.round(count * (0.5 + 0.02 * wave + 0.1 * trouble));
  const mean = 2 + 0.05 * wave - 0.3 * trouble;
  return [
    { count, hits: Math.round(count * (0.01 + 0.005 * wave + 0.03 * trouble)) },
    { hits: Math.round(count * (0.05 + 0.01 * wave)), exposure: count },
    { count, sum: mean * count, sumOfSquares: 2 * mean * mean * count },
    {
      edges: [50, 100, 200, 500, 1000],
      counts: [
        Math.round(count * 0.3),
        Math.round(count * 0.4),
        count - Math.round(count * 0.3) - Math.round(count * 0.4) - slow - 1,
        slow - Math.round(slow / 4),
        Math.round(slow / 4),
        1,
      ],
    },
    { counts: { mobile, web: count - mobile } },
  ];
}

function samplesAt(tick: number): Pair<Sample | undefined>[] {
  const canary = tick > tripped ? [] : samplesOf(tick, 200, tick > faulty ? 1 : 0);
  return samplesOf(tick, 1800, 0).map((baseline, place) => ({ canary: canary[place], baseline }));
}

/** Each guardrail's own evidence: errors speak against the canary, and the rate knows nothing yet. */
function ownAt(tick: number): (number | undefined)[] {
  const wave = Math.sin(tick * 1.7) + Math.sin(tick * 0.31);
  const rise = Math.max(0, tick - faulty);
  if (tick >= tripped) return guardrails.map(() => undefined);
  return [0.4 * wave - 0.5 + rise * 0.3, undefined, -1.2, 0.1 * wave + rise * 0.05, -0.3];
}

const answers = ['unknown', 'unknown', 'acceptable', 'unknown', 'acceptable'] as const;

/** The same run as `viewAt`, with five guardrails, a first step, a hold by hand and a fault. */
export function viewOfFive(tick: number): RunView {
  const view = viewAt(tick);
  const points = pointsUntil(tick).map((point, place) => ({
    ...point,
    samples: samplesAt(place + 1),
    own: ownAt(place + 1),
  }));
  const own = ownAt(tick);
  return {
    ...view,
    guardrails,
    history: historyOf(guardrails, points),
    faults: tick > faulty ? [{ tick: faulty }] : [],
    answers: () =>
      tick >= tripped
        ? []
        : guardrails.map(({ name }, place) => {
            const evidence = own[place] ?? -Infinity;
            const harmful = evidence >= view.lines.trip;
            const reason = `what both versions did, and how far that is from what is acceptable; ${name} is made up`;
            const answer = harmful ? 'harmful' : (answers[place] ?? 'unknown');
            return { guardrail: name, answer, reason };
          }),
    events: [
      ...events.filter((event) => event.tick <= tick),
      ...view.events.map(withCause),
    ].toSorted((one, other) => one.tick - other.tick),
  };
}

function withCause(event: RunEvent): RunEvent {
  return event.kind === 'rollback' || event.kind === 'hold'
    ? { ...event, guardrail: 'errors' }
    : event;
}

const events: readonly RunEvent[] = [
  { tick: 14, time: viewAt(14).time, kind: 'advance', text: 'v13 has served 5 % for 30m: 10 %' },
];

/** The run with five guardrails, tick by tick. */
export async function* runOfFive(): AsyncGenerator<RunView, void> {
  for (let tick = 1; tick <= 96; tick += 1) yield viewOfFive(tick);
}
