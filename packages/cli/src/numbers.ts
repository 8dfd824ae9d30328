import { fraction } from '@lastgood/triggers';

import { usage } from './options.ts';

/** Reads a whole number that an option has been given. */
export function wholeNumber(
  command: string,
  option: string,
  text: string,
  { least = 0, most }: { readonly least?: number; readonly most: number },
): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw usage(
    command,
    `${option} is "${text}", it must be a whole number from ${least} to ${most}`,
  );
}

/** Reads a share, `10%` or `0.1`: more than nothing and less than all. */
export function share(command: string, option: string, text: string): number {
  const parsed = fraction.safeParse(text.includes('%') || text === '' ? text : Number(text));
  if (parsed.success && parsed.data > 0 && parsed.data < 1) return parsed.data;
  throw usage(
    command,
    `${option} is "${text}", it must be a share above 0% and below 100%, such as 10% or 0.1`,
  );
}
