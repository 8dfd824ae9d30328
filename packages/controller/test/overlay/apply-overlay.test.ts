import { describe, expect, test } from 'vitest';

import type { FlagDefinition, FlagDocument } from '../../src/flags/document.ts';
import { applyOverlay } from '../../src/overlay/apply-overlay.ts';
import type { Rollback } from '../../src/overlay/roll-back.ts';

const split = (...variants: string[]) => ({ fractional: variants.map((name) => [name, 1]) });

const recommender: FlagDefinition = {
  state: 'ENABLED',
  variants: { v11: 'v11', v12: 'v12', v13: 'v13' },
  defaultVariant: 'v12',
};

function documentWith(flag: Partial<FlagDefinition>): FlagDocument {
  const ranking = { ...recommender, targeting: split('v12', 'v13') };
  return { flags: { recommender: { ...recommender, ...flag }, ranking } };
}

const rollback = (from: string, to: string, flag = 'recommender'): Rollback => ({ flag, from, to });

describe('the overlay', () => {
  test('that is empty leaves the document as it is', () => {
    const document = documentWith({ targeting: split('v12', 'v13') });
    expect(applyOverlay(document, { rollbacks: [] })).toEqual({ document, notes: [] });
  });

  test('takes several versions of several flags out of service', () => {
    const document = documentWith({ targeting: split('v11', 'v12', 'v13') });
    const rollbacks = [
      rollback('v13', 'v12'),
      rollback('v13', 'v12', 'ranking'),
      rollback('v12', 'v11'),
    ];
    const { document: after, notes } = applyOverlay(document, { rollbacks });
    expect(after.flags['recommender']).toEqual(
      documentWith({ targeting: split('v11', 'v11', 'v11'), defaultVariant: 'v11' }).flags[
        'recommender'
      ],
    );
    expect(after.flags['ranking']?.targeting).toEqual(split('v12', 'v12'));
    // The successor of v13 was itself rolled back later, so v13 goes to where that went.
    expect(notes).toEqual([
      '"v12" of the flag "recommender" is not in service: "v13" is replaced by "v11"',
    ]);
  });

  test('gives the same when it is applied to its own result', () => {
    const overlay = { rollbacks: [rollback('v13', 'v12')] };
    const once = applyOverlay(documentWith({ targeting: split('v12', 'v13') }), overlay).document;
    expect(applyOverlay(once, overlay).document).toEqual(once);
  });

  test('survives a change of the files that brings the version back', () => {
    const overlay = { rollbacks: [rollback('v13', 'v12')] };
    const { document } = applyOverlay(documentWith({ defaultVariant: 'v13' }), overlay);
    expect(document).toEqual(documentWith({ defaultVariant: 'v12' }));
  });
});

describe('where the files have gone their own way, it says in a note', () => {
  test('that there is no such flag any more', () => {
    const document = documentWith({});
    expect(applyOverlay(document, { rollbacks: [rollback('v13', 'v12', 'search')] })).toEqual({
      document,
      notes: ['there is no flag "search" any more: nothing to roll back'],
    });
  });

  test('that there is no such variant any more', () => {
    const document = documentWith({});
    expect(applyOverlay(document, { rollbacks: [rollback('v9', 'v12')] })).toEqual({
      document,
      notes: ['the flag "recommender" has no variant "v9" any more: nothing to roll back'],
    });
  });

  test('that the successor is gone, and the default variant serves instead', () => {
    const document = documentWith({ targeting: split('v12', 'v13') });
    const { document: after, notes } = applyOverlay(document, {
      rollbacks: [rollback('v13', 'v9')],
    });
    expect(after).toEqual(documentWith({ targeting: split('v12', 'v12') }));
    expect(notes).toEqual([
      '"v9" of the flag "recommender" is not in service: "v13" is replaced by "v12"',
    ]);
  });

  test('that nothing is left to serve, and the code in the services decides', () => {
    const document = documentWith({ defaultVariant: 'v13', targeting: split('v12', 'v13') });
    const { document: after, notes } = applyOverlay(document, {
      rollbacks: [rollback('v13', 'v9')],
    });
    expect(after).toEqual(documentWith({ defaultVariant: null }));
    expect(notes).toEqual([
      expect.stringMatching(/neither "v9" nor the default.*"recommender".*"v13"/),
    ]);
  });

  test('the same where rollbacks lead in a circle', () => {
    const document = documentWith({ targeting: split('v12', 'v13') });
    const rollbacks = [rollback('v13', 'v12'), rollback('v12', 'v13')];
    const { document: after } = applyOverlay(document, { rollbacks });
    expect(after).toEqual(documentWith({ defaultVariant: null }));
  });

  test('nothing where nothing is left to serve but the version is not served either', () => {
    const document = documentWith({ defaultVariant: null, targeting: split('v11', 'v12') });
    expect(applyOverlay(document, { rollbacks: [rollback('v13', 'v9')] })).toEqual({
      document,
      notes: [],
    });
  });

  test('a flag without variants is refused', () => {
    const document = { flags: { recommender: {} } } as unknown as FlagDocument;
    expect(() => applyOverlay(document, { rollbacks: [rollback('v13', 'v12')] })).toThrow(
      expect.objectContaining({ code: 'flag-invalid' }),
    );
  });
});
