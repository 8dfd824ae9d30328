/** Ticks a second; Infinity is as fast as it goes. */
const speeds = [1, 2, 4, 8, 16, 32, 64, Infinity];

/** Slower than the frames, so that every tick is seen. */
export const usualSpeed = 8;

/** The next faster speed; the fastest has none. */
export function faster(speed: number): number | undefined {
  return speeds.find((candidate) => candidate > speed);
}

/** The next slower speed; the slowest has none. */
export function slower(speed: number): number | undefined {
  return speeds.findLast((candidate) => candidate < speed);
}
