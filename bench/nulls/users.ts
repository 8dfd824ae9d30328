import { stickyUsers } from '../streams/sticky-users.ts';
import { minute, minutesOfDay } from '../streams/time.ts';
import type { Null } from './null.ts';

function sticky(users: number, calibrated: boolean): Null {
  const calibration = calibrated ? minutesOfDay : 0;
  return {
    name: `sticky users, ${users}, ${calibrated ? 'after a day of calibration' : 'not calibrated'}`,
    stream: stickyUsers({ users, requests: 2400, share: 0.05, calibration, length: minute }),
    intervals: calibration + minutesOfDay,
    model: { tick: '1m', randomise: 'user', ...(calibrated && { calibrate: '1d' }) },
    ...(!calibrated && { unpromised: true }),
  };
}

/** The same people stay in the canary, and people differ. A day of 40 requests a second. */
export const userNulls: readonly Null[] = [
  sticky(2000, false),
  sticky(20_000, false),
  sticky(2000, true),
  sticky(20_000, true),
];
