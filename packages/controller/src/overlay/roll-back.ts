import { LastgoodError } from '@lastgood/triggers';

import {
  getFlag,
  requireVariant,
  withFlag,
  type FlagDefinition,
  type FlagDocument,
} from '../flags/document.ts';
import { isObject, type Json } from '../flags/json.ts';
import { rewrite } from './rewrite.ts';
import { sameVersion } from './variant-names.ts';
import { whereYielded } from './where-yielded.ts';

/** A version of a flag, named by a variant, to be replaced by another one. */
export type Rollback = {
  readonly flag: string;
  readonly from: string;
  readonly to: string;
};

/** A document and what is to be told about how it was made, one line each. */
export type RolledBack = {
  readonly document: FlagDocument;
  readonly notes: readonly string[];
};

/**
 * The document with a version taken out of a flag: no context gets it any more, and every context that got another
 * one still gets that. Variants with the same value as `from` are the same version. The variants stay defined, so that
 * the version can be looked at on purpose. A rule that computes the variant from the context is removed as a whole,
 * and the notes say so.
 *
 * @throws LastgoodError `flag-unknown`, `flag-invalid`, `variant-unknown` or `same-version`
 */
export function rollBack(document: FlagDocument, rollback: Rollback): RolledBack {
  const { flag, from, to } = rollback;
  const definition = getFlag(document, flag);
  requireVariant(definition, flag, from);
  requireVariant(definition, flag, to);
  const names = sameVersion(definition, from);
  if (names.has(to)) {
    throw new LastgoodError(
      'same-version',
      from === to
        ? `"${to}" of the flag "${flag}" cannot replace itself`
        : `"${from}" and "${to}" of the flag "${flag}" are the same version`,
    );
  }
  const rewritten = rewriteFlag(definition, { names, to });
  const attempt = withFlag(document, flag, rewritten);
  const left = whereYielded(attempt, flag, from);
  if (left.length === 0) {
    const keys = whereYielded(document, flag, from).filter(({ how }) => how === 'key');
    return { document: attempt, notes: keys.map(({ path }) => keyNote(path)) };
  }
  const places = [...new Set(left.map(({ path }) => path))].join(', ');
  const { targeting: _, ...withoutRule } = rewritten;
  return {
    document: withFlag(document, flag, { ...withoutRule, defaultVariant: to }),
    notes: [
      `the whole targeting rule of "${flag}" was removed and everyone gets "${to}", ` +
        `because the rule computes the variant from the context (${places})`,
    ],
  };

  function rewriteFlag(
    original: FlagDefinition,
    change: { names: ReadonlySet<string>; to: string },
  ): FlagDefinition {
    const { defaultVariant, targeting } = original;
    const evaluators = document.$evaluators ?? {};
    return {
      ...original,
      ...(typeof defaultVariant === 'string' &&
        names.has(defaultVariant) && { defaultVariant: to }),
      ...(targeting !== undefined && {
        targeting: asRule(targeting, rewrite(targeting, 'result', { ...change, flag, evaluators })),
      }),
    };
  }
}

/** A rule has to be an operation: the schema, and evaluators in other languages, take no bare variant for one. */
function asRule(original: Json, rewritten: Json): Json {
  return isObject(original) && !isObject(rewritten) ? { if: [true, rewritten] } : rewritten;
}

function keyNote(path: string): string {
  return (
    `the bucketing key at ${path} is read from the context, and flagd takes a list there for one more bucket: ` +
    'the rule now looks at what came out as well'
  );
}
