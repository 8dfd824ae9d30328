/** Units of time with their milliseconds; a shorter one is taken below so many of it. */
const units = [
  { name: 's', size: 1000 },
  { name: 'min', size: 60_000 },
  { name: 'h', size: 3_600_000 },
] as const;
const most = 100;

/** How long something still takes, such as `12 s left`. Rounded up, and never nothing: as long as it takes it is not done. */
export function timeLeftInWords(milliseconds: number): string {
  const { name, size } = units.find(({ size }) => milliseconds <= most * size) ?? units[2];
  return `${Math.max(1, Math.ceil(milliseconds / size))} ${name} left`;
}
