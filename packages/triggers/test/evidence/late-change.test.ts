import { expect, test } from 'vitest';

import { poissonIncrements } from '../../src/evidence/poisson-grid.ts';
import { logSumExp } from '../../src/evidence/logarithm.ts';
import { logEvidence, nothingSpent, spend } from '../../src/evidence/spending.ts';
import { engineEffects } from '../oracles/numbers.ts';
import { binomial, seeded } from '../support/random.ts';

const risk = 0.01;
const healthyBlocks = 5000;

/** After how many blocks of the fault each process trips; undefined for one that did before the fault began. */
function delays(seed: number, canaryRate: number): { spending: number; plain: number } | undefined {
  const uniform = seeded(seed);
  let spending = nothingSpent;
  // A plain e-process: all of the prior is on the first block.
  let plain = engineEffects.alternatives.map(() => 0);
  let spendingTook: number | undefined;
  for (let block = 1 - healthyBlocks; block < 1e5; block += 1) {
    const rate = block > 0 ? canaryRate : 0.01;
    const increments = poissonIncrements(1, {
      canary: { count: 20, bad: binomial(uniform, 20, rate) },
      baseline: { count: 380, bad: binomial(uniform, 380, 0.01) },
    });
    spending = spend(spending, increments, Infinity);
    plain = plain.map((log, k) => log + (increments[k] ?? 0));
    const trip = -Math.log(risk);
    if (logEvidence(spending, engineEffects.prior) >= trip) spendingTook ??= block;
    const mixed = logSumExp(plain.map((log, k) => log + Math.log(engineEffects.prior[k] ?? 0)));
    if (mixed >= trip) {
      return block > 0 && spendingTook !== undefined && spendingTook > 0
        ? { spending: spendingTook, plain: block }
        : undefined;
    }
  }
  throw new Error('neither ever trips');
}

test.each([0.02, 0.05])(
  'a fault of %d against .01 that begins after 5000 blocks takes at most a third of a plain e-process',
  { timeout: 60_000 },
  (canaryRate) => {
    const runs = Array.from({ length: 40 }, (_, run) => delays(300 + run, canaryRate));
    const late = runs.filter((run) => run !== undefined);
    expect(late.length).toBeGreaterThanOrEqual(36);
    const sum = (process: 'spending' | 'plain'): number =>
      late.reduce((total, { [process]: blocks }) => total + blocks, 0);
    expect(sum('spending') / sum('plain')).toBeLessThanOrEqual(1 / 3);
  },
);
