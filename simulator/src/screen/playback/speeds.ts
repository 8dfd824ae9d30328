/** Ticks a second. Services and a sync server can follow the slower ones; Infinity is as fast as it goes. */
const speeds = [1, 2, 4, 8, 16, 32, 64, 128, 512, 2048, Infinity];

/** From here on there is no time for real parts. */
const fastestReal = 128;

/** Slower than the frames, so that every tick is seen. */
export const usualSpeed = 8;

/** Whether a speed is only reached in pure virtual time, without services and a sync server. */
export function isVirtual(speed: number): boolean {
  return speed > fastestReal;
}

/** The next faster speed; the fastest has none. */
export function faster(speed: number): number | undefined {
  return speeds.find((candidate) => candidate > speed);
}

/** The next slower speed; the slowest has none. */
export function slower(speed: number): number | undefined {
  return speeds.findLast((candidate) => candidate < speed);
}
