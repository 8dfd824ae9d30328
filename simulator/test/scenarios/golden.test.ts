import { initialDecision, OutcomeTicks, transition, type Decision } from '@lastgood/triggers';
import { describe, expect, test } from 'vitest';

import { Random } from '../../src/random/random.ts';
import { prepareRun } from '../../src/run/prepare.ts';
import { scenarioNames } from '../../src/scenarios/library.ts';

const versions = { canary: 'v13', baseline: 'v12' };
const flags = new URL('../../../flags', import.meta.url).pathname;

/** What the engine decides on a scenario, a tenth of whose requests go to the canary as long as it is in service. */
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
  for (const { time, outcomes } of (await traffic?.(seed))?.requests ?? []) {
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

function line({ action, cause, tick, attempt, weight, reason }: Decision): string {
  const share = `${+(100 * weight).toPrecision(3)} %`;
  return `tick ${tick}, attempt ${attempt}: ${action} (${cause}), weight ${share}: ${reason}`;
}

describe('the decisions on a scenario are those that were approved', async () => {
  test.each(await scenarioNames())('%s', { timeout: 60_000 }, async (name) => {
    const found: string[] = [];
    for (const seed of [1, 2, 3]) {
      const lines = (await decisionsOn(name, seed)).map(line);
      found.push(`seed ${seed}`, ...(lines.length > 0 ? lines : ['nothing is decided']), '');
    }
    await expect(found.join('\n')).toMatchFileSnapshot(`golden/${name}.txt`);
  });
});
