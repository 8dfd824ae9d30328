/** Where something holds a number that JSON does not know, or one that is none: `trial.0.soundness is NaN`. */
export function brokenNumbers(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => brokenNumbers(part, `${path}.${key}`));
}

/** What is wrong with a sentence for people, if anything is. */
export function brokenSentence(text: string): string[] {
  const found = /NaN|undefined|Infinity|null|\[object|[\n\r]|^\s*$/.exec(text);
  return found ? [`${JSON.stringify(text)} has ${JSON.stringify(found[0])}`] : [];
}
