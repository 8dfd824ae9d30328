import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { FlagDocument } from '../../src/flags/document.ts';
import { withVersion } from '../../src/store/set-metadata.ts';
import { parseSelector, selectText } from '../../src/sync/selector.ts';
import { FakeStore, flagSet } from './fake-store.ts';

const seed = 20_260_501;

describe('parseSelector', () => {
  it.each([
    ['', undefined],
    ['flagSetId=shop', { key: 'flagSetId', value: 'shop' }],
    ['flagSetId=', { key: 'flagSetId', value: '' }],
    ['flagSetId=a=b,c', { key: 'flagSetId', value: 'a=b,c' }],
    ['source=./flags', { key: 'source', value: './flags' }],
    ['./flags', { key: 'source', value: './flags' }],
  ])('%j', (expression, selector) => {
    expect(parseSelector(expression)).toEqual(selector);
  });

  it.each(['app=shop', 'flagsetid=shop', '=shop', ' source=a'])('refuses %j', (expression) => {
    expect(() => parseSelector(expression)).toThrow(
      expect.objectContaining({
        code: 'selector-unknown',
        message: `unknown selector key ${JSON.stringify(expression.split('=')[0])}: valid keys are "flagSetId" and "source"`,
      }),
    );
  });
});

describe('selectText', () => {
  it('gives everything to those who do not select', () => {
    expect(select(flagSet('v12'), '')).toEqual(flagSet('v12'));
  });

  it('knows the source by the path that the flags are read from', () => {
    expect(select(flagSet('v12'), 'source=flags/test.flagd.json')).toEqual(flagSet('v12'));
    expect(select(flagSet('v12'), 'flags/test.flagd.json')).toEqual(flagSet('v12'));
    expect(select(flagSet('v12'), 'source=flags/other.json')).toEqual({ flags: {} });
  });

  it('keeps what the selected flags need: the shared rules and the metadata of the set', () => {
    const document = {
      ...flagSet('v12'),
      $evaluators: { beta: { '==': [{ var: 'group' }, 'beta'] } },
      metadata: { flagSetId: 'shop', version: 7 },
    };
    expect(select(document, 'flagSetId=shop')).toEqual(document);
  });

  it('gives every flag to exactly the selector of its own flag set', () => {
    const flagSetId = fc.constantFrom('a', 'b', 'c=d', undefined);
    const flagSetIds = fc.dictionary(fc.string({ minLength: 1 }), flagSetId);
    fc.assert(
      fc.property(flagSetIds, flagSetId, (ofFlags, ofSet) => {
        const document = withVersion(documentOf(ofFlags, ofSet), 1);
        const selected = ['', 'a', 'b', 'c=d'].map((id) =>
          Object.keys(select(document, `flagSetId=${id}`).flags),
        );
        const expected = ['', 'a', 'b', 'c=d'].map((id) =>
          Object.keys(ofFlags).filter((flag) => (ofFlags[flag] ?? ofSet ?? '') === id),
        );
        expect(selected).toEqual(expected);
      }),
      { seed },
    );
  });
});

function select(document: FlagDocument, expression: string): FlagDocument {
  return JSON.parse(selectText(new FakeStore(document), parseSelector(expression)));
}

function documentOf(
  ofFlags: Record<string, string | undefined>,
  ofSet: string | undefined,
): FlagDocument {
  return {
    flags: Object.fromEntries(
      Object.entries(ofFlags).map(([flag, id]) => [flag, { variants: {}, ...metadata(id) }]),
    ),
    ...metadata(ofSet),
  };
}

function metadata(flagSetId: string | undefined): Pick<FlagDocument, 'metadata'> {
  return flagSetId === undefined ? {} : { metadata: { flagSetId } };
}
