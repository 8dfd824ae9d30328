import fc from 'fast-check';
import { expect, test } from 'vitest';

import { LastgoodError } from '../../src/errors.ts';
import { policyText, readPolicy } from '../support/arbitraries/policy-text.ts';
import { assertMany, runsOr, Tally } from '../support/many.ts';
import { brokenNumbers, brokenSentence } from '../support/numbers.ts';

const numRuns = runsOr(300);

test(
  'any policy is read, or refused in lines that name the file and the place',
  { timeout: 3_600_000 },
  async ({ annotate }) => {
    const seen = new Tally();
    await assertMany(
      fc.property(policyText, (text) => {
        const read = readPolicy(text);
        if (read instanceof LastgoodError) {
          expect(read.code).toBe('policy-invalid');
          for (const line of read.message.split('\n')) {
            expect(line).toMatch(/^policy\.yaml:[1-9]\d*: \S[^\n\r]+$/);
          }
          seen.add('refused');
        } else {
          expect(brokenNumbers(read)).toEqual([]);
          expect(brokenSentence(JSON.stringify(read))).toEqual([]);
          seen.add('read');
        }
      }),
      { seed: 40, numRuns },
    );
    await annotate(seen.list());
    expect(seen.of('read')).toBeGreaterThan(numRuns / 2);
    expect(seen.of('refused')).toBeGreaterThan(numRuns / 20);
  },
);
