import { expect, test } from 'vitest';

import { casesInWords } from '../../src/words/cases.ts';

test('cases are counted and named, also where a name has a comma', () => {
  const faulty = ['canary of log.jsonl', 'accuracy 2x worse, log.jsonl'];
  expect(casesInWords({ healthy: ['twin of log.jsonl'], faulty })).toEqual([
    '1 healthy case: twin of log.jsonl',
    '2 faulty cases: canary of log.jsonl; accuracy 2x worse, log.jsonl',
  ]);
  expect(casesInWords({ healthy: [], faulty: ['a'] })[0]).toBe('no healthy case');
});
