import { shown } from '../../ingestion/refusal.ts';

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether this can be a number of outcomes. Beyond 2^53 not every whole number can be told from the next. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

export function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

/** What is wrong with a sample that holds this instead of a number of outcomes. */
export function notACount(key: string, value: unknown): string {
  return value === undefined
    ? `has no ${key}`
    : `has ${shown(value)} as ${key}, which is no whole number from 0 to 2^53 - 1`;
}

/** What is wrong with a sample that holds this instead of a number. */
export function notANumber(key: string, value: unknown): string {
  return value === undefined
    ? `has no ${key}`
    : `has ${shown(value)} as ${key}, which is no number`;
}

/** What is wrong with a sample that is no object. */
export function notASample(value: unknown, expected: string): string {
  return `is ${shown(value)}: ${expected} are expected`;
}
