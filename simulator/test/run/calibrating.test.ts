import { fileURLToPath } from 'node:url';

import { describe, expect, it, test } from 'vitest';

import { RunControls } from '../../src/run/controls.ts';
import { prepareRun } from '../../src/run/prepare.ts';
import { run } from '../../src/run/run.ts';
import type { RunView } from '../../src/run/view.ts';
import { policyWith } from '../traffic/policy.ts';
import { pointsOf } from './points.ts';

const flags = fileURLToPath(new URL('../../../flags', import.meta.url));
const guardrails = 'guardrails: { errors: { type: proportion, worse: higher } }';
const calibrating = policyWith(
  `canary: v13, baseline: v12, tick: 1m, randomise: user, calibrate: 30m, rollout: { steps: [20%, 100%] }, ${guardrails}`,
);
const aloneVirtual = /^the policy goes by groups of users: there is virtual time alone/;

describe('a run of a policy that calibrates', async () => {
  const source = { kind: 'scenario', scenario: 'failing' } as const;
  const prepared = await prepareRun({ source, policy: calibrating, seed: 3, flags, syncPort: 0 });
  const views: RunView[] = [];
  // Nobody asks for virtual time.
  for await (const view of run(prepared, new RunControls())) {
    views.push({ ...view, events: [...view.events] });
  }

  it('is in virtual time alone, and says why', () => {
    expect(prepared.traffic).toBeUndefined();
    expect(views.every(({ virtual }) => virtual)).toBe(true);
    const [first] = views;
    expect(first?.events[0]).toMatchObject({
      kind: 'traffic',
      text: expect.stringMatching(aloneVirtual),
    });
  });

  it('gives nothing to the canary before it is calibrated, and its group is shown', () => {
    const [at29, at30, at31] = [views[28], views[29], views[30]];
    expect(at29).toMatchObject({ phase: 'calibration', flag: { weights: { v12: 100 } } });
    expect(at29?.requests.canary).toBe(0);
    // All requests, 40 a second for 29 minutes.
    expect(at29?.requests.baseline).toBe(29 * 60 * 40);
    expect(at30).toMatchObject({ phase: 'trial', flag: { weights: { v12: 80, v13: 20 } } });
    expect(at30?.requests.canary).toBe(0);
    expect(at31?.requests.canary).toBeGreaterThan(0);
    const last = views.at(-1);
    const points = last ? pointsOf(last.history) : [];
    expect(points.slice(28, 31).map(({ weight }) => weight)).toEqual([0, 0, 0.2]);
    expect(points[28]?.samples[0]?.canary).toMatchObject({ count: expect.any(Number) });
  });
});

test.each([
  ['sticky-users', 'randomise: user', true],
  ['sticky-users', 'randomise: request', false],
  ['failing', 'randomise: user', false],
])('on %s with %s: virtual time alone %s', async (scenario, randomise, isAlone) => {
  const policy = policyWith(`canary: v13, baseline: v12, tick: 1m, ${randomise}, ${guardrails}`);
  const source = { kind: 'scenario', scenario } as const;
  const { traffic, remarks } = await prepareRun({ source, policy, seed: 1, flags, syncPort: 0 });
  expect(traffic === undefined).toBe(isAlone);
  expect(remarks.some((remark) => aloneVirtual.test(remark))).toBe(isAlone);
});
