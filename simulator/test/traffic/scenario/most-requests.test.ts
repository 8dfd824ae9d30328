import { expect, test } from 'vitest';

import { mostRequests } from '../../../src/traffic/scenario/most-requests.ts';
import { scenarioWith } from './given.ts';

test('no more requests come than at the peak of the day, with all changes that bring more', () => {
  const requests = { rate: '10/s', day: { swing: '50%', peak: '14h' } };
  const changes = [
    { what: 'requests', times: 4, at: '1h', for: '10m' },
    { what: 'requests', times: 0.5, at: '10m' },
    { what: 'errors', times: 9, at: '10m' },
    { what: 'requests', times: 2, at: '1h' },
  ];
  expect(mostRequests(scenarioWith({ requests, changes }), 60_000)).toBe(600 * 1.5 * 4 * 2);
  expect(mostRequests(scenarioWith({}), 1000)).toBe(10);
});
