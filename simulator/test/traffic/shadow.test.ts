import { expect, test } from 'vitest';

import { renamed, ShadowRequests } from '../../src/traffic/shadow.ts';
import type { Traffic } from '../../src/traffic/request.ts';

function trafficOf(...lines: readonly (readonly [time: number, errors: number])[]): Traffic {
  const requests = new ShadowRequests();
  for (const [time, errors] of lines) {
    requests.add({ time, outcomes: { v12: { errors }, v13: { errors: 1 } } });
  }
  return requests.traffic();
}

test('the requests of a shadow log come in the order of time, with both outcomes', () => {
  const { versions, from, to, requests } = trafficOf([20, 0], [10, 1], [30, 0]);
  expect({ versions, from, to }).toEqual({ versions: ['v12', 'v13'], from: 10, to: 30 });
  expect(Array.from(requests, ({ index, time, outcomes }) => [index, time, outcomes])).toEqual([
    [1, 10, { v12: { errors: 1 }, v13: { errors: 1 } }],
    [0, 20, { v12: { errors: 0 }, v13: { errors: 1 } }],
    [2, 30, { v12: { errors: 0 }, v13: { errors: 1 } }],
  ]);
});

test('its versions can have other names, and keep their own outcomes', () => {
  const traffic = renamed(trafficOf([10, 0]), { v12: 'v13', v13: 'next' });
  expect(traffic.versions).toEqual(['v13', 'next']);
  expect(Array.from(traffic.requests, ({ outcomes }) => outcomes)).toEqual([
    { v13: { errors: 0 }, next: { errors: 1 } },
  ]);
});
