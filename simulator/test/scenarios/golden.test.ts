import { initialDecision, OutcomeTicks, transition, type Decision } from '@lastgood/triggers';
import { describe, expect, test } from 'vitest';

import { readPolicy } from '../../src/policies/read.ts';
import { Random } from '../../src/random/random.ts';
import { prepareRun } from '../../src/run/prepare.ts';
import { loadScenario, scenarioNames, shippedPolicy } from '../../src/scenarios/library.ts';
import { scenarioSource } from '../../src/traffic/scenario/scenario-source.ts';
import { rollOut } from './closed-loop.ts';
import { problemWith } from './expected.ts';

const seeds = [1, 2, 3, 4, 5];

/** So many of them have all their decisions written down. */
const goldenSeeds = 2;

function line({ action, cause, tick, attempt, weight, reason }: Decision): string {
  const share = `${+(100 * weight).toPrecision(3)} %`;
  return `tick ${tick}, attempt ${attempt}: ${action} (${cause}), weight ${share}: ${reason}`;
}

function told(seed: number, decisions: readonly Decision[]): string {
  const lines = decisions.length > 0 ? decisions.map(line) : ['nothing is decided'];
  return [`seed ${seed}`, ...lines, ''].join('\n');
}

const scenarios = await Promise.all(
  (await scenarioNames()).map(async (name) => ({ name, scenario: await loadScenario(name) })),
);

describe('the policy of a scenario does what a good one does, as it was approved', () => {
  const synthetic = scenarios.flatMap(({ name, scenario }) =>
    'shadow' in scenario ? [] : [{ name, scenario }],
  );

  test.each(synthetic)('$name', { timeout: 60_000 }, async ({ name, scenario }) => {
    const policy = await readPolicy(shippedPolicy(scenario.policy));
    const source = scenarioSource(scenario, policy);
    const golden: string[] = [];
    for (const seed of seeds) {
      const { decisions, course } = rollOut(policy, source, seed);
      const problem = problemWith(scenario, source.from, course.fault, decisions);
      expect(problem, `seed ${seed}`).toBeUndefined();
      if (golden.length < goldenSeeds) golden.push(told(seed, decisions));
    }
    await expect(golden.join('\n')).toMatchFileSnapshot(`golden/${name}.txt`);
  });
});

const versions = { canary: 'v13', baseline: 'v12' };
const flags = new URL('../../../flags', import.meta.url).pathname;

/** What is decided request by request, as long as the canary is in service with a tenth of them. */
async function decisionsOn(scenario: string, seed: number): Promise<Decision[]> {
  const { policy, traffic } = await prepareRun({
    source: { kind: 'scenario', scenario },
    seed,
    flags,
    syncPort: 0,
  });
  // Not the seed of the traffic, or the same luck would decide about both.
  const split = new Random(1000 + seed);
  const ticks = new OutcomeTicks({
    tick: policy.tick,
    lateness: 0,
    guardrails: policy.guardrails,
    versions: [versions.baseline, versions.canary],
  });
  let state = initialDecision(policy);
  const decisions: Decision[] = [];
  const judge = (): void => {
    for (const tick of ticks.take()) {
      const next = transition(policy, versions, state, tick);
      ({ state } = next);
      decisions.push(...next.decisions);
    }
  };
  for (const { time, outcomes } of traffic?.(seed).requests ?? []) {
    const serving = state.phase === 'trial' || state.phase === 'watch';
    const drawn = split.uniform() < 0.1;
    const version = serving && drawn ? versions.canary : versions.baseline;
    ticks.add({ time, version, values: outcomes[version] ?? {} });
    judge();
  }
  ticks.close();
  judge();
  return decisions;
}

describe('the decisions request by request are those that were approved', () => {
  const small = ['electricity', 'failing', 'healthy'];

  test.each(small)('%s', { timeout: 60_000 }, async (name) => {
    const found: string[] = [];
    for (const seed of [1, 2, 3]) found.push(told(seed, await decisionsOn(name, seed)));
    await expect(found.join('\n')).toMatchFileSnapshot(`golden/requests/${name}.txt`);
  });
});
