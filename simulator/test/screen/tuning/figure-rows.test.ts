import { expect, test } from 'vitest';

import { figureRows } from '../../../src/screen/tuning/figure-rows.ts';
import type { Figures } from '../../../src/rollouts/figures.ts';
import { withSetting } from '../../../src/tuning/open-tuned.ts';
import { fakeSetup } from '../fake-setup.ts';

const { policy: ending } = fakeSetup.policy;
const { policy: promoting } = withSetting(fakeSetup.policy, 'rollout.steps', ['10%', '100%']);

function figures(promoted: number): Figures {
  return { healthy: 200, faulty: 0, promoted: { value: promoted, low: 0, high: 1 } };
}

const promotedOf = (...measured: Parameters<typeof figureRows>): object | undefined =>
  figureRows(...measured).find(({ name }) => name === 'promoted');

test('a policy whose steps end below 100 % never promotes, which is no figure', () => {
  const none = { policy: ending, figures: figures(0) };
  const all = { policy: promoting, figures: figures(0.97) };
  expect(promotedOf(none, all)).toEqual({
    name: 'promoted',
    now: 'never',
    interval: '',
    because: 'the steps end at 10 %',
    start: '97.0 %',
    change: { rose: false, better: false },
  });
  expect(promotedOf(all, none)).toEqual({
    name: 'promoted',
    now: '97.0 %',
    interval: '0.00 to 100 %',
    start: 'never',
    change: { rose: true, better: true },
  });
});

test('where no rollout was healthy, nothing is said of promotions', () => {
  const nothing = { policy: ending, figures: { healthy: 0, faulty: 9 } };
  expect(promotedOf(nothing, nothing)).toEqual({
    name: 'promoted',
    now: '-',
    interval: '',
    start: '-',
  });
});

test('few rollouts are not called better or worse than many', () => {
  const all = { policy: promoting, figures: figures(0.97) };
  const few = { policy: promoting, figures: { ...figures(0.5), healthy: 20 } };
  expect(promotedOf(few, all)).not.toHaveProperty('change');
});
