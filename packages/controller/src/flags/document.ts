import { LastgoodError } from '@lastgood/triggers';
import { isObject, type Json, type JsonObject } from './json.ts';

/** One flag as flagd reads it. What is not listed here is carried along as it is. */
export type FlagDefinition = {
  readonly state?: string;
  /** From a variant's name to its value, such as `v13` to `"v13"`. */
  readonly variants: JsonObject;
  /** What a context gets that the rule gives nothing; absent or null: the default in the service's code. */
  readonly defaultVariant?: string | null;
  /** The rule, in flagd's JSON logic; absent or `{}`: none. */
  readonly targeting?: Json;
  readonly metadata?: JsonObject;
};

/** A whole flag document as flagd reads it from a file or a stream. */
export type FlagDocument = {
  readonly flags: { readonly [flag: string]: FlagDefinition };
  /** Parts of rules that flags share by `{"$ref": name}`. */
  readonly $evaluators?: JsonObject;
  /** Of the whole set; a flag's own metadata goes before it. */
  readonly metadata?: JsonObject;
};

/**
 * The definition of one flag.
 *
 * @throws LastgoodError `flag-unknown` naming the flags there are, `flag-invalid` if it has no variants
 */
export function getFlag(document: FlagDocument, flag: string): FlagDefinition {
  if (!Object.hasOwn(document.flags, flag)) {
    const known = Object.keys(document.flags).join(', ') || 'none';
    throw new LastgoodError('flag-unknown', `there is no flag "${flag}": the flags are ${known}`);
  }
  const definition = document.flags[flag];
  if (definition === undefined || !isObject(definition) || !isObject(definition.variants)) {
    throw new LastgoodError('flag-invalid', `the flag "${flag}" defines no variants`);
  }
  return definition;
}

/** @throws LastgoodError `variant-unknown` naming the variants there are */
export function requireVariant(definition: FlagDefinition, flag: string, variant: string): void {
  if (Object.hasOwn(definition.variants, variant)) return;
  const known = Object.keys(definition.variants).join(', ') || 'none';
  throw new LastgoodError(
    'variant-unknown',
    `the flag "${flag}" has no variant "${variant}": the variants are ${known}`,
  );
}

/** The document with another definition of one flag, in the same place. */
export function withFlag<Document extends FlagDocument>(
  document: Document,
  flag: string,
  definition: FlagDefinition,
): Document {
  return { ...document, flags: { ...document.flags, [flag]: definition } };
}
