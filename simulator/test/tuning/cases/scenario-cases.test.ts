import { LastgoodError, parsePolicy, policyOf, type ModelPolicy } from '@lastgood/triggers';
import { describe, expect, it } from 'vitest';

import { fittingScenarios, scenarioCases } from '../../../src/tuning/cases/scenario-cases.ts';

function policyOn(guardrails: string, rest = ''): ModelPolicy {
  return policyOf(
    parsePolicy(`models: { m: { flag: f, ${rest} guardrails: { ${guardrails} } } }`, 'policy.yaml'),
  );
}

const errors = 'errors: { type: proportion, worse: higher, tolerance: { relative: 20% } }';

describe('the scenarios that fit a policy', () => {
  it('have something that it observes, and their fault is among that', async () => {
    const names = await fittingScenarios(policyOn(errors));
    expect(names).toEqual(expect.arrayContaining(['healthy', 'failing', 'burst', 'bad-pod']));
    // Their faults are in metrics that this policy does not see.
    expect(names).not.toEqual(expect.arrayContaining(['revenue-loss']));
    expect(
      names.filter((name) => ['crashes', 'input-shift', 'slow-tail', 'electricity'].includes(name)),
    ).toEqual([]);
  });

  it('are healthy by what this policy tolerates, and not only by their own', async () => {
    expect(await fittingScenarios(policyOn(errors))).toContain('within-tolerance');
    const strict = policyOn('errors: { type: proportion, worse: higher }');
    expect(await fittingScenarios(strict)).not.toContain('within-tolerance');
    const limited = policyOn('errors: { type: proportion, worse: higher, limit: { max: 5% } }');
    expect(await fittingScenarios(limited)).toContain('within-tolerance');
  });

  it('leave time after a calibration, and have users only where the policy splits them', async () => {
    expect(await fittingScenarios(policyOn(errors))).not.toContain('sticky-users');
    const byUser = await fittingScenarios(policyOn(errors, 'randomise: user,'));
    expect(byUser).toEqual(expect.arrayContaining(['failing', 'sticky-users']));
    const rest = 'randomise: user, calibrate: 1d, rollout: { steps: [10%, 1] },';
    const calibrated = await fittingScenarios(policyOn(errors, rest));
    expect(calibrated).toEqual(expect.arrayContaining(['sticky-users', 'sticky-users-fault']));
    for (const name of ['failing', 'healthy', 'drift']) expect(calibrated).not.toContain(name);
  });

  it('are recorded ones, too, if a metric has the same name', async () => {
    const accuracy = policyOn('accuracy: { type: proportion, worse: lower }', 'tick: 30m,');
    expect(await fittingScenarios(accuracy)).toContain('electricity');
  });
});

describe('named scenarios', () => {
  it('are cases as they are named, and what is not observed is told', async () => {
    const policy = policyOn(`${errors}, sales: { type: mean, worse: lower, range: [0, 50] }`);
    const { cases, remarks } = await scenarioCases(['failing', 'electricity'], policy);
    expect(cases).toEqual([
      { name: 'failing', source: { kind: 'scenario', scenario: 'failing' }, options: {} },
      { name: 'electricity', source: { kind: 'scenario', scenario: 'electricity' }, options: {} },
    ]);
    expect(remarks).toEqual(['failing: sales is not observed: the scenario has no mean for it']);
  });

  it('are refused if there are none of that name', async () => {
    await expect(scenarioCases(['nowhere'], policyOn(errors))).rejects.toThrow(LastgoodError);
  });
});
