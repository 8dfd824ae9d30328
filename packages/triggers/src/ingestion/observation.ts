import type { Guardrail } from '../policy/model.ts';
import { readRate } from '../ticks/samples/rate.ts';
import { shown } from './refusal.ts';

/** Beyond this the squares of values can no longer be added up. */
const greatest = 1e100;

/** What an outcome says of a metric; undefined if nothing. What every object inherits, such as `constructor`, is nothing. */
export function observation(values: Readonly<Record<string, unknown>>, metric: string): unknown {
  const value = values[metric];
  if (typeof value === 'number' || value === undefined) return value;
  return Object.hasOwn(values, metric) ? value : undefined;
}

/** Says why a metric cannot have been observed as this, if it cannot. Nothing is guessed. */
export function impossibleValue({ type, name }: Guardrail, value: unknown): string | undefined {
  switch (type) {
    case 'proportion':
      if (value === 0 || value === 1 || typeof value === 'boolean') return undefined;
      return `${name} is ${shown(value)}: a proportion is observed as 0, 1, true or false`;
    case 'rate': {
      const sample = readRate(value);
      return typeof sample === 'string' ? `${name} ${sample}` : undefined;
    }
    case 'mean':
    case 'histogram':
      if (typeof value === 'number' && Math.abs(value) <= greatest) return undefined;
      return `${name} is ${shown(value)}: a ${type} is observed as a number up to ${greatest}`;
    case 'categories':
      if (typeof value === 'string' || typeof value === 'boolean') return undefined;
      if (Number.isFinite(value)) return undefined;
      return `${name} is ${shown(value)}: a category is observed as a text, a number, true or false`;
  }
}
