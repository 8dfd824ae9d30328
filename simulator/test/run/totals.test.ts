import type { Guardrail } from '@lastgood/triggers';
import { expect, test } from 'vitest';

import { Totals } from '../../src/run/totals.ts';

const versions = { canary: 'v13', baseline: 'v12' };
const tolerance = { relative: 0, absolute: 0 };
const accuracy: Guardrail = {
  name: 'accuracy',
  type: 'proportion',
  worse: 'lower',
  tolerance,
  harm: { relative: 0.5, absolute: 0.05 },
};

function request(v12: number, v13: number) {
  return { index: 0, time: 0, outcomes: { v12: { accuracy: v12 }, v13: { accuracy: v13 } } };
}

test('counts what the canary did worse than the baseline would have on the same requests', () => {
  const totals = new Totals(versions, [accuracy]);
  totals.count(request(1, 0), 'v13');
  totals.count(request(1, 0), 'v13');
  totals.count(request(0, 1), 'v13');
  totals.count(request(0, 0), 'v13');
  // What the baseline serves is nobody's excess.
  totals.count(request(1, 0), 'v12');
  expect(totals.requests).toEqual({ canary: 4, baseline: 1 });
  expect(totals.excessBad).toBe(1);
});
