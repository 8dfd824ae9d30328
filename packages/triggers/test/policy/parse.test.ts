import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { parsePolicy, policyOf } from '../../src/policy/parse.ts';
import { policyFile } from '../support/policy-file.ts';

const guardrailsOf = (guardrails: string): string[] =>
  parsePolicy(`models:\n  m:\n    flag: f\n    guardrails:\n${guardrails}`, 'p.yaml').flatMap(
    (policy) => policy.guardrails.map(({ name }) => name),
  );

describe('a policy', () => {
  test('needs a flag and a guardrail, and has defaults for all else', () => {
    expect(parsePolicy(policyFile(), 'p.yaml')).toEqual([
      {
        model: 'recommender',
        flag: 'recommender-model',
        tick: 10_000,
        lateness: 0,
        guardrails: [
          {
            name: 'errors',
            type: 'proportion',
            worse: 'higher',
            tolerance: { relative: 0, absolute: 0 },
            harm: { relative: 0.5, absolute: 0.05 },
          },
        ],
        randomise: 'request',
        calibrate: 0,
        risk: { falseRollback: 0.01, badPromotion: 0.05 },
        hysteresis: {
          minBadTicks: 3,
          hold: 0.5,
          release: 0.25,
          cooldown: { first: 1_800_000, factor: 4 },
          attempts: 3,
        },
        rollout: { steps: [0.01, 0.05, 0.25, 0.5, 1], dwell: 1_800_000, holdback: 0.01 },
        silence: { after: 600_000, then: 'hold' },
      },
    ]);
  });

  test('says all of it otherwise, with units', () => {
    const text = `models:
  ranking:
    flag: ranking-model
    baseline: v1
    canary: v2
    randomise: user
    calibrate: 1d
    tick: 30m
    lateness: 24h
    guardrails:
      accuracy:
        type: proportion
        worse: lower
        expected: 92.5%
        tolerance: { relative: 10 %, absolute: 0.01 }
        harm: { relative: 20%, absolute: 2% }
        lateness: 2d
    risk: { falseRollback: 5%, badPromotion: 10% }
    hysteresis:
      { minBadTicks: 1, hold: 60%, release: 0.1, cooldown: { first: 0, factor: 1.5 }, attempts: 1 }
    rollout: { steps: [20 %, 1], dwell: 6h, holdback: 0 }
    silence: { after: 1h, then: rollback }
`;
    expect(parsePolicy(text, 'p.yaml')).toEqual([
      {
        model: 'ranking',
        flag: 'ranking-model',
        baseline: 'v1',
        canary: 'v2',
        tick: 1_800_000,
        lateness: 86_400_000,
        guardrails: [
          {
            name: 'accuracy',
            type: 'proportion',
            worse: 'lower',
            expected: 0.925,
            tolerance: { relative: 0.1, absolute: 0.01 },
            harm: { relative: 0.2, absolute: 0.02 },
            lateness: 2 * 86_400_000,
          },
        ],
        randomise: 'user',
        calibrate: 86_400_000,
        risk: { falseRollback: 0.05, badPromotion: 0.1 },
        hysteresis: {
          minBadTicks: 1,
          hold: 0.6,
          release: 0.1,
          cooldown: { first: 0, factor: 1.5 },
          attempts: 1,
        },
        rollout: { steps: [0.2, 1], dwell: 6 * 3_600_000, holdback: 0 },
        silence: { after: 3_600_000, then: 'rollback' },
      },
    ]);
  });

  test('has the defaults for the rest of a part of which something is said', () => {
    const added = `    hysteresis: { attempts: 2, cooldown: { factor: 2 } }
    risk: {}
    rollout: { dwell: 1h }
    silence: { then: rollback }
`;
    const [policy] = parsePolicy(policyFile(undefined, added), 'p.yaml');
    expect(policy?.risk).toEqual({ falseRollback: 0.01, badPromotion: 0.05 });
    expect(policy?.rollout).toEqual({
      steps: [0.01, 0.05, 0.25, 0.5, 1],
      dwell: 3_600_000,
      holdback: 0.01,
    });
    expect(policy?.silence).toEqual({ after: 600_000, then: 'rollback' });
    expect(policy?.hysteresis).toEqual({
      minBadTicks: 3,
      hold: 0.5,
      release: 0.25,
      cooldown: { first: 1_800_000, factor: 2 },
      attempts: 2,
    });
  });

  test('is not silent within one of its ticks, where they are longer than usual', () => {
    const [policy] = parsePolicy(policyFile(undefined, '    tick: 30m\n'), 'p.yaml');
    expect(policy?.silence.after).toBe(1_800_000);
  });

  test('may be JSON, which is YAML', () => {
    const [fromYaml] = parsePolicy(policyFile(), 'p.yaml');
    const json = JSON.stringify({
      models: {
        recommender: {
          flag: 'recommender-model',
          guardrails: { errors: { type: 'proportion', worse: 'higher' } },
        },
      },
    });
    expect(parsePolicy(json, 'p.json')).toEqual([fromYaml]);
  });

  test('is read from the example that comes along', () => {
    const file = new URL('../../../../examples/electricity.lastgood.yaml', import.meta.url);
    const [policy] = parsePolicy(readFileSync(file, 'utf8'), 'electricity.lastgood.yaml');
    expect(policy).toMatchObject({ canary: 'v13', tick: 1_800_000 });
  });
});

describe('anchors', () => {
  test('stand for what they name, and may be added to', () => {
    const text = `models:
  recommender:
    flag: recommender-model
    guardrails:
      errors: &usual { type: proportion, worse: higher, tolerance: { relative: 0.2 } }
      timeouts: *usual
      accuracy: { <<: *usual, worse: lower }
`;
    const [policy] = parsePolicy(text, 'p.yaml');
    expect(
      policy?.guardrails.map(
        (guardrail) =>
          guardrail.type === 'proportion' && [guardrail.name, guardrail.worse, guardrail.tolerance],
      ),
    ).toEqual([
      ['errors', 'higher', { relative: 0.2, absolute: 0 }],
      ['timeouts', 'higher', { relative: 0.2, absolute: 0 }],
      ['accuracy', 'lower', { relative: 0.2, absolute: 0 }],
    ]);
  });
});

describe('names that objects inherit', () => {
  test.each(['constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'])(
    '%s is a name like any other',
    (name) => {
      const text = policyFile().replace('errors', name).replace('recommender:', `${name}:`);
      const [policy] = parsePolicy(text, 'p.yaml');
      expect(policy?.model).toBe(name);
      expect(policy?.guardrails.map((guardrail) => guardrail.name)).toEqual([name]);
    },
  );

  test('a key that they could answer is still missing, or not known', () => {
    expect(() => parsePolicy('models: { m: { constructor: f } }', 'p.yaml')).toThrow(
      /^p\.yaml:1: models\.m\.(flag: is missing|constructor: "f" is not known here)/,
    );
  });

  test('names that look like numbers stay names', () => {
    const kind = '{ type: proportion, worse: higher }';
    const names = guardrailsOf(`      10: ${kind}\n      1.0: ${kind}\n      "2": ${kind}\n`);
    expect(names.toSorted()).toEqual(['1.0', '10', '2']);
  });
});

describe('policyOf', () => {
  const one = parsePolicy(policyFile(), 'p.yaml');
  const two = [...one, ...one.map((policy) => ({ ...policy, model: 'ranking' }))];

  test('is the only one, or the one that is asked for', () => {
    expect(policyOf(one)).toBe(one[0]);
    expect(policyOf(two, 'ranking')).toBe(two[1]);
  });

  test('asks which, and says what there is', () => {
    expect(() => policyOf(two)).toThrow(
      expect.objectContaining({
        code: 'model-ambiguous',
        message: 'the policy has several models: name one of recommender, ranking',
      }),
    );
    expect(() => policyOf(one, 'constructor')).toThrow(
      expect.objectContaining({
        code: 'model-unknown',
        message: 'the policy has no model "constructor": there is recommender',
      }),
    );
  });
});
