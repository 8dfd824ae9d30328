import { shown } from './refusal.ts';

/** What one outcome says about one metric. */
export type Observation = 'hit' | 'miss' | 'absent' | 'impossible';

/**
 * Reads a metric of a proportion from the values of one outcome. Nothing but 0, 1, true and false can be read, and
 * nothing is guessed; a metric that is absent was not observed.
 */
export function observe(values: Readonly<Record<string, unknown>>, metric: string): Observation {
  const value = values[metric];
  if (value === 1 || value === true) return 'hit';
  if (value === 0 || value === false) return 'miss';
  return Object.hasOwn(values, metric) && value !== undefined ? 'impossible' : 'absent';
}

/** Says why a value could not be read. */
export function impossibleValue(metric: string, value: unknown): string {
  return `${metric} is ${shown(value)}: a proportion is observed as 0, 1, true or false`;
}
