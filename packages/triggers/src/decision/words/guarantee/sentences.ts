/** A sentence that is only told where it applies. */
export function where(applies: boolean, sentence: string): string[] {
  return applies ? [sentence] : [];
}
