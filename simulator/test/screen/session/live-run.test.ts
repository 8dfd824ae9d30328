import { expect, test, vi } from 'vitest';

import { LiveRun } from '../../../src/screen/session/live-run.ts';
import { Session } from '../../../src/screen/session/session.ts';
import { fakeRun } from '../fake-run.ts';
import { fakeSetup } from '../fake-setup.ts';

test('keeps which chart is first, and the zoom, through other views and other runs', async () => {
  const live = new LiveRun(new Session(fakeSetup), fakeRun, 0);
  const over = live.player.play();
  await vi.waitFor(() => expect(live.player.playback().view).toBeDefined());
  live.turnFocus(1);
  live.turnFocus(1);
  live.turnFocus(-1);
  live.turnZoom();
  live.leave();
  live.enter();
  expect(live.get()).toEqual({ focus: 1, zoom: 1 });
  live.reseed(1);
  await vi.waitFor(() => expect(live.player.playback().view).toBeDefined());
  expect(live.get()).toEqual({ focus: 1, zoom: 1 });
  live.turnZoom();
  live.turnZoom();
  expect(live.get().zoom).toBe(0);
  live.player.stop();
  await over;
});
