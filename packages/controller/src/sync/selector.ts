import { LastgoodError } from '@lastgood/triggers';

import type { FlagDocument } from '../flags/document.ts';
import type { ServedFlags } from '../store/served.ts';
import { unnamedFlagSet } from '../store/set-metadata.ts';

/** Which of the served flags a client asked for; `undefined` asks for all of them. */
export type Selector = { readonly key: 'flagSetId' | 'source'; readonly value: string } | undefined;

/**
 * Reads a selector as flagd does: one `key=value`, split at the first `=`; without a `=` it names a source.
 *
 * @throws LastgoodError `selector-unknown` when the key is neither `flagSetId` nor `source`.
 */
export function parseSelector(expression: string): Selector {
  if (expression === '') return undefined;
  const split = expression.indexOf('=');
  if (split === -1) return { key: 'source', value: expression };
  const key = expression.slice(0, split);
  const value = expression.slice(split + 1);
  if (key === 'flagSetId' || key === 'source') return { key, value };
  throw new LastgoodError(
    'selector-unknown',
    `unknown selector key ${JSON.stringify(key)}: valid keys are "flagSetId" and "source"`,
  );
}

/**
 * The configuration that `selector` picks from the served flags, as JSON text.
 * A selector that matches no flag gets an empty flag set, as from flagd.
 */
export function selectText({ served, source }: ServedFlags, selector: Selector): string {
  if (selector === undefined) return served.text;
  if (selector.key === 'source') return selector.value === source ? served.text : emptyText;
  return flagSetText(served.document, selector.value);
}

const emptyText = '{"flags":{}}';

function flagSetText(document: FlagDocument, flagSetId: string): string {
  // `flagSetId=` asks for the flags that belong to no named set.
  const wanted = flagSetId === '' ? unnamedFlagSet : flagSetId;
  const flags = Object.entries(document.flags).filter(
    ([, { metadata }]) => ({ ...document.metadata, ...metadata })['flagSetId'] === wanted,
  );
  if (flags.length === 0) return emptyText;
  return JSON.stringify({ ...document, flags: Object.fromEntries(flags) } satisfies FlagDocument);
}
