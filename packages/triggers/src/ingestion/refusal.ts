/** Why something was not counted, in words that name the offending value. */
export type Refusal =
  | { readonly kind: 'impossible'; readonly reason: string }
  | {
      readonly kind: 'late';
      readonly reason: string;
      /** What came behind a tick that has been closed; the outcome's other metrics were counted. */
      readonly metrics: readonly string[];
    };

export function impossible(reason: string): Refusal {
  return { kind: 'impossible', reason };
}

/** A refused value, short enough to stand in a line of text. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

/** The furthest that a date can lie from the epoch, in milliseconds. */
const furthest = 8.64e15;

/** Whether this is a time in epoch milliseconds. */
export function isTime(time: number): boolean {
  return Math.abs(time) <= furthest;
}

/** A time, for people. */
export function shownTime(time: number): string {
  return isTime(time) ? new Date(time).toISOString() : String(time);
}
