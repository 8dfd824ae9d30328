import { expect, test } from 'vitest';

import { requestsIn } from '../../src/ticks/requests.ts';
import type { VersionSamples } from '../../src/ticks/tick.ts';

const errors = { count: 7, hits: 1 };
const latency = { edges: [100, 200], counts: [2, 5, 3] };
const inputs = { counts: { web: 4, mobile: 8 } };
const crashes = { hits: 50, exposure: 60 };

test.each<[string, number, VersionSamples]>([
  ['of the metric that has the most outcomes', 12, { errors, latency, inputs, crashes }],
  ['of a histogram in all of its bins', 10, { errors, latency }],
  ['none of a rate', 0, { crashes }],
  ['none of a version without metrics', 0, {}],
])('requests are %s', (_, requests, samples) => {
  expect(requestsIn({ versions: { v13: samples } }, 'v13')).toBe(requests);
});

test('a version that is not in the tick had none, whatever its name', () => {
  expect(requestsIn({ versions: { v13: { errors } } }, 'v12')).toBe(0);
  expect(requestsIn({ versions: {} }, 'constructor')).toBe(0);
});
