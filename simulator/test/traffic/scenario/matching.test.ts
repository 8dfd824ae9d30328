import { describe, expect, it } from 'vitest';

import { matchMetrics } from '../../../src/traffic/scenario/matching.ts';
import { policyWith } from '../policy.ts';
import { scenarioWith } from './given.ts';

const scenario = scenarioWith({
  metrics: {
    errors: { type: 'proportion', share: 0.01 },
    timeouts: { type: 'proportion', share: 0.02 },
    accuracy: { type: 'proportion', worse: 'lower', share: 0.9, lateness: '1h' },
    inputs: { type: 'categories', shares: { a: 1 } },
  },
});

/** Which metric each guardrail gets, and what is told. */
function matched(settings: string): [Record<string, string>, readonly string[]] {
  const { matches, sentences } = matchMetrics(scenario, policyWith(settings));
  return [
    Object.fromEntries(matches.map(({ guardrail, name }) => [guardrail.name, name])),
    sentences,
  ];
}

describe('a guardrail gets', () => {
  it('its namesake, and what nobody watches is told', () => {
    expect(matched('guardrails: { timeouts: { type: proportion, worse: higher } }')).toEqual([
      { timeouts: 'timeouts' },
      [
        "the scenario's errors has no guardrail",
        "the scenario's accuracy has no guardrail",
        "the scenario's inputs has no guardrail",
      ],
    ]);
  });

  it('the first of its type that is nobody’s namesake', () => {
    const [pairs, sentences] = matched(
      'guardrails: { failures: { type: proportion, worse: higher }, errors: { type: proportion, worse: higher } }',
    );
    expect(pairs).toEqual({ failures: 'timeouts', errors: 'errors' });
    expect(sentences[0]).toBe("failures is observed as the scenario's timeouts");
  });

  it('none that is worse in the other direction, unless it has its name', () => {
    const labels = 'type: proportion, worse: lower, lateness: 2h';
    expect(matched(`guardrails: { hits: { ${labels} } }`)[0]).toEqual({ hits: 'accuracy' });
    const [pairs] = matched(`guardrails: { errors: { type: proportion, worse: lower } }`);
    expect(pairs).toEqual({ errors: 'errors' });
  });

  it('nothing where the scenario has nothing of its type', () => {
    const [pairs, sentences] = matched('guardrails: { crashes: { type: rate, worse: higher } }');
    expect(pairs).toEqual({});
    expect(sentences[0]).toBe('crashes is not observed: the scenario has no rate for it');
  });

  it('not what has its name and another type', () => {
    const [pairs, sentences] = matched('guardrails: { inputs: { type: rate, worse: higher } }');
    expect(pairs).toEqual({});
    expect(sentences).toContain('inputs is not observed: the scenario has no rate for it');
  });

  it('nothing that it does not wait for', () => {
    const [pairs, sentences] = matched(
      'guardrails: { accuracy: { type: proportion, worse: lower } }',
    );
    expect(pairs).toEqual({});
    expect(sentences[0]).toBe(
      'accuracy is not observed: it is known after 1 h, and the policy waits 0',
    );
    const [late] = matched(
      'lateness: 1h, guardrails: { accuracy: { type: proportion, worse: lower } }',
    );
    expect(late).toEqual({ accuracy: 'accuracy' });
  });
});
