export type Json = Readonly<Record<string, unknown>>;

/** Whether this is an object with keys. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value on one line, cut short. */
export function excerpt(value: unknown): string {
  const text = inFull(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

function inFull(value: unknown): string {
  // As JSON, a number that is too large would be null.
  if (typeof value === 'number') return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    // It was read, and is nested too deep to be written.
    return Array.isArray(value) ? 'a list' : 'an object';
  }
}
