import { getFlag, type FlagDocument } from '../flags/document.ts';
import { whereYielded } from './where-yielded.ts';

/**
 * The variants that a flag's rule or default can give, in the order of their definition.
 * A list in the place of a bucketing key could bring any of them; nobody means that, and it does not count here.
 *
 * @throws LastgoodError if there is no such flag
 */
export function possibleVariants(document: FlagDocument, flag: string): string[] {
  const { variants } = getFlag(document, flag);
  return Object.keys(variants).filter((variant) =>
    whereYielded(document, flag, variant).some(({ how }) => how !== 'key'),
  );
}
