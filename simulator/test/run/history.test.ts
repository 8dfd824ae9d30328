import { describe, expect, test } from 'vitest';

import { RunHistory } from '../../src/run/history.ts';
import { guardrails } from '../screen/fake-guardrails.ts';

const errors = (hits: number): { count: number; hits: number } => ({ count: 10, hits });

describe('the history of a run', () => {
  test('has the weight and the evidence of each tick, and NaN while there is none', () => {
    const history = new RunHistory(guardrails.slice(0, 1));
    history.begin(0.1);
    history.end(undefined, [undefined]);
    history.begin(0.5);
    history.end(-Infinity, [undefined]);
    history.begin(0.5);
    history.end(1.5, [1.5]);
    expect(history.length).toBe(3);
    expect(history.weights).toEqual([0.1, 0.5, 0.5]);
    expect(history.evidence).toEqual([NaN, NaN, 1.5]);
  });

  test('keeps the last evidence that a guardrail had by itself', () => {
    const history = new RunHistory(guardrails.slice(0, 2));
    for (const own of [
      [1, undefined],
      [2, undefined],
      [undefined, undefined],
    ]) {
      history.begin(0.1);
      history.end(undefined, own);
    }
    expect(history.own).toEqual([2, undefined]);
  });

  test('takes of a tick what was observed, and leaves the rest as it was', () => {
    const history = new RunHistory(guardrails.slice(0, 1));
    for (const weight of [0.1, 0.1, 0.1]) history.begin(weight);
    history.see(1, [{ canary: errors(1), baseline: errors(2) }]);
    history.see(1, [{ canary: undefined, baseline: errors(3) }]);
    history.see(0, [{ canary: errors(4), baseline: undefined }]);
    const [{ canary, baseline, length } = { length: NaN }] = history.guardrails;
    expect(canary?.between(0, 1)).toEqual(errors(4));
    expect(canary?.between(1, 2)).toEqual(errors(1));
    expect(baseline?.between(0, 1)).toBeUndefined();
    expect(baseline?.between(1, 2)).toEqual(errors(3));
    expect(length).toBe(2);
  });

  test('leaves out what belongs to no tick of the run', () => {
    const history = new RunHistory(guardrails.slice(0, 1));
    history.begin(0.1);
    for (const tick of [-1, 1]) history.see(tick, [{ canary: errors(1), baseline: errors(1) }]);
    expect(history.guardrails.map(({ length }) => length)).toEqual([0]);
  });
});
