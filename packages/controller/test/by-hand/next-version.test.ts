import { expect, test } from 'vitest';

import { withNextVersion } from '../../src/by-hand/next-version.ts';
import type { FlagDocument } from '../../src/flags/document.ts';
import type { JsonObject } from '../../src/flags/json.ts';

function documentWith(set: unknown, own?: JsonObject): FlagDocument {
  const recommender = { variants: { v12: 'v12' }, ...(own && { metadata: own }) };
  const document = { flags: { recommender }, ...(set !== undefined && { metadata: set }) };
  return document as unknown as FlagDocument;
}

test.each<[what: string, before: unknown, after: unknown]>([
  ['text', { flagSetId: 'shop', version: '9' }, { flagSetId: 'shop', version: '10' }],
  [
    'text beyond exact numbers',
    { version: '99999999999999999999' },
    { version: '100000000000000000000' },
  ],
  ['a number', { version: 9 }, { version: 10 }],
  ['absent', { flagSetId: 'shop' }, { flagSetId: 'shop', version: '1' }],
  ['absent, with no metadata', undefined, { version: '1' }],
])('a version that is %s goes one up', (_, before, after) => {
  expect(withNextVersion(documentWith(before), 'recommender')).toEqual({
    document: documentWith(after),
    notes: [],
  });
});

test.each([[{ version: '1.2.3' }], [{ version: 1.5 }], [{ version: '' }], ['text'], [null]])(
  'the version in %j stays, and that is said',
  (metadata) => {
    const document = documentWith(metadata);
    const { document: after, notes } = withNextVersion(document, 'recommender');
    expect(after).toEqual(document);
    expect(notes).toEqual([expect.stringContaining('no whole number')]);
  },
);

test('a version of the flag itself, which hides that of the set, goes up as well', () => {
  const { document } = withNextVersion(
    documentWith({ version: '3' }, { version: 7 }),
    'recommender',
  );
  expect(document).toEqual(documentWith({ version: '4' }, { version: 8 }));
});

test('a flag whose own metadata has no version gets none', () => {
  const { document } = withNextVersion(
    documentWith({ version: '3' }, { owner: 'a' }),
    'recommender',
  );
  expect(document).toEqual(documentWith({ version: '4' }, { owner: 'a' }));
});
