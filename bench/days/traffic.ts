import { dayCycle } from '../streams/courses.ts';
import { errors, splitAtRandom } from '../streams/proportions.ts';
import type { Stream } from '../streams/stream.ts';
import { minute, minutesOfDay } from '../streams/time.ts';

const requests = 2400;
const usual = 0.01;
const outage = { count: 2, minutes: 10, rate: 0.2 };

/**
 * 40 requests a second that come and go with the day, one tick a minute, 1 % errors. Twice a day, at any minute, something
 * that both versions need is out for ten minutes, and a fifth of all requests fail.
 *
 * @param factor how many times as often the canary fails by itself
 */
export function days(factor: number): Stream {
  return errors((random) => {
    let beginnings: readonly number[] = [];
    return (number, share) => {
      const time = (number - 1) % minutesOfDay;
      if (time === 0) {
        beginnings = Array.from({ length: outage.count }, () =>
          Math.floor(random.uniform() * (minutesOfDay - outage.minutes)),
        );
      }
      const isOut = beginnings.some((begin) => time >= begin && time < begin + outage.minutes);
      const day = dayCycle(number, minutesOfDay);
      const baselineRate = isOut ? outage.rate : usual * day.rate;
      return {
        ...splitAtRandom(random, Math.round(requests * day.volume), share),
        baselineRate,
        canaryRate: factor * baselineRate,
      };
    };
  }, minute);
}
