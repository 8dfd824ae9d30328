import type { Guardrail } from '@lastgood/triggers';

import type { RunEvent, RunSummary, RunView } from '../../src/run/view.ts';
import { historyOf, type PointWithOwn } from '../run/points.ts';

const start = Date.parse('2026-01-01T00:00:00Z');
const tickLength = 30 * 60_000;
const ticks = 96;
/** When the evidence holds, trips, and the run ends. */
const held = 40;
const tripped = 52;
const lines = { trip: 4.61, hold: 2.3, release: 1.15 };

const guardrails: readonly Guardrail[] = [
  {
    name: 'accuracy',
    type: 'proportion',
    worse: 'lower',
    tolerance: { relative: 0, absolute: 0.01 },
    harm: { relative: 0.5, absolute: 0.05 },
  },
];

/** A run without an engine: the canary gets worse from tick 30 on and is rolled back. Tick by tick the same each time. */
export async function* fakeRun(): AsyncGenerator<RunView, void> {
  for (let tick = 1; tick <= ticks; tick += 1) yield viewAt(tick);
}

/** What there is to see after a tick. */
export function viewAt(tick: number): RunView {
  const time = start + tick * tickLength;
  const out = tick >= tripped;
  const version = out ? 2 : 1;
  return {
    scenario: { name: 'made-up', title: 'a run for tests' },
    seed: 7,
    versions: { canary: 'v13', baseline: 'v12' },
    guardrails,
    virtual: false,
    closed: true,
    faults: tick > 30 ? [{ tick: 30 }] : [],
    asks: () => (out ? ['inject', 'release'] : ['rollback', 'inject', 'hold', 'promote']),
    tick,
    ticks,
    time,
    tickLength,
    history: historyOf(guardrails, pointsUntil(tick)),
    lines,
    answers: () => [],
    phase: out ? 'quarantined' : 'trial',
    held: tick >= held && !out,
    attempt: 1,
    attempts: 1,
    flag: { key: 'recommender-model', version, weights: out ? { v12: 100 } : { v12: 90, v13: 10 } },
    syncServer: { port: 8015, process: 4242, up: tick % 10 !== 9 },
    services: ['web', 'mobile'].map((name) => ({
      name,
      version: 'v12',
      flagVersion: version,
      ...(out && { decisionToServedMs: 1.25 }),
    })),
    requests: { canary: 10 * Math.min(tick, tripped), baseline: 90 * tick },
    events: events.filter((event) => event.tick <= tick),
    ...(tick === ticks && { summary }),
  };
}

/** Its ticks until this one, 1 for the first. */
export function pointsUntil(tick: number): PointWithOwn[] {
  return Array.from({ length: tick }, (_, index) => pointAt(index + 1));
}

/** Shares that go up and down a little, by no randomness. */
function pointAt(tick: number): PointWithOwn {
  const wave = Math.sin(tick * 1.7) + Math.sin(tick * 0.31);
  const bad = tick < 30 ? 2 : 4;
  const canary = { count: 10, hits: 10 - Math.round(bad + wave) };
  const evidence = tick < 30 ? 0.4 * wave - 0.5 : (tick - 30) * 0.24 - 0.5;
  return {
    weight: tick > tripped ? 0 : 0.1,
    samples: [
      {
        canary: tick > tripped ? undefined : canary,
        baseline: { count: 90, hits: 90 - Math.round(16 + 3 * wave) },
      },
    ],
    evidence: tick <= tripped ? evidence : NaN,
    own: [tick <= tripped ? evidence : undefined],
  };
}

function event(tick: number, kind: RunEvent['kind'], text: string): RunEvent {
  return { tick, time: start + tick * tickLength, kind, text };
}

const reason =
  'accuracy: misses of v13 are 26.35 % (137 of 520), of v12 17.78 % (832 of 4,680), 1 percentage point more is acceptable';

const events: readonly RunEvent[] = [
  event(
    9,
    'sync-server',
    'process 4242 ended (SIGKILL); the services go on with the flags they have',
  ),
  event(held, 'hold', `${reason}; evidence 2.31 >= 2.30 (hold)`),
  event(tripped, 'rollback', `${reason}; evidence 4.78 >= 4.61 (trip, at a risk of 1 %)`),
  event(tripped, 'services', 'web v12 after 1.3 ms, mobile v12 after 1.3 ms'),
];

const summary: RunSummary = {
  scenario: 'made-up',
  recording: null,
  seed: 7,
  virtual: false,
  decision: 'rollback',
  from: 'v13',
  to: 'v12',
  tick: tripped,
  time: new Date(start + tripped * tickLength).toISOString(),
  evidence: 4.78,
  threshold: 4.61,
  guardrail: 'accuracy',
  reason,
  promotion: null,
  canaryRequests: 520,
  answers: [],
  excessBad: 41,
  services: [],
  flag: {},
  syncServer: { port: 8015, restarts: 0, events: [] },
};
