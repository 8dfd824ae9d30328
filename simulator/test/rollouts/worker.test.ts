import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { readPolicy } from '../../src/policies/read.ts';
import type { EvaluationRequest } from '../../src/rollouts/evaluation.ts';
import { ThreadedEvaluator } from '../../src/rollouts/evaluator.ts';
import { rollOut } from '../../src/rollouts/roll-out.ts';
import { seedOfCase } from '../../src/rollouts/seeds.ts';
import { openSource } from '../../src/traffic/open-source.ts';
import type { SourceName } from '../../src/traffic/source-name.ts';

const shipped = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));

const log = shipped('data/electricity-shadow.jsonl.gz');
const names: readonly SourceName[] = [
  { kind: 'scenario', scenario: 'electricity' },
  { kind: 'twin', file: log },
];

test('threads open scenarios and recordings by their names', async () => {
  const policy = await readPolicy(shipped('policies/accuracy.lastgood.yaml'));
  const request: EvaluationRequest = {
    policy,
    cases: names.map((source) => ({ name: source.kind, source, options: {} })),
    runs: 3,
    seed: 5,
  };
  const evaluator = new ThreadedEvaluator();
  try {
    const { cases } = await evaluator.evaluate(request);
    for (const [place, name] of names.entries()) {
      const source = await openSource(name, policy, {});
      const results = [5, 6, 7].map((seed) => rollOut(policy, source, seedOfCase(place, seed)));
      expect(cases[place]?.results).toEqual(results);
    }
    const missing = { name: 'none', source: { kind: 'scenario', scenario: 'none' }, options: {} };
    await expect(
      evaluator.evaluate({ ...request, cases: [missing] as EvaluationRequest['cases'] }),
    ).rejects.toMatchObject({ name: 'LastgoodError', code: 'scenario-unknown' });
  } finally {
    await evaluator.close();
  }
});
