import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { rollOut } from '../../src/rollouts/roll-out.ts';
import { RunControls } from '../../src/run/controls.ts';
import { prepareRun } from '../../src/run/prepare.ts';
import { run } from '../../src/run/run.ts';
import type { RunView } from '../../src/run/view.ts';

const flags = fileURLToPath(new URL('../../../flags', import.meta.url));

/** So the rollout behind any point of a chart can be looked at by its scenario and seed. */
describe('a run in virtual time is the rollout of that seed', () => {
  test.each([
    ['electricity', 5],
    ['failing', 5],
    ['tiny-traffic', 6],
    ['crashes', 7],
    ['late-labels', 5],
    ['silence', 5],
    ['flapping', 5],
    ['sticky-users', 5],
    ['sticky-users-fault', 5],
  ])('%s, seed %i', async (scenario, seed) => {
    const source = { kind: 'scenario', scenario } as const;
    const prepared = await prepareRun({ source, seed, flags, syncPort: 0 });
    let last: RunView | undefined;
    for await (const view of run(prepared, new RunControls(true))) last = view;
    const summary = last?.summary;
    const result = rollOut(prepared.policy, prepared.source, seed);
    const rollbacks = last?.events.filter(({ kind }) => kind === 'rollback') ?? [];
    expect(summary?.tick ?? undefined).toBe(result.rollbacks[0]?.tick);
    expect(rollbacks).toHaveLength(result.rollbacks.length);
    expect(summary?.promotion && Date.parse(summary.promotion.time)).toBe(result.promoted);
    expect(last?.requests.canary).toBe(result.canaryRequests);
    if (rollbacks.length === 0) expect(summary?.excessBad).toBeCloseTo(result.excessBad, 9);
    const fault = last?.faults[0]?.tick;
    if (fault !== undefined) {
      expect(prepared.source.from + fault * prepared.policy.tick).toBe(result.fault);
    }
  });
});
