import { isDeepStrictEqual } from 'node:util';

import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { documentFaults } from '../../src/check/document-faults.ts';
import { complaintsAbout } from '../../src/check/strict.ts';
import { getFlag } from '../../src/flags/document.ts';
import { rollBack } from '../../src/overlay/roll-back.ts';
import { whereYielded } from '../../src/overlay/where-yielded.ts';
import { evaluator } from './evaluate.ts';
import { randomContext, randomDocument } from './random-flags.ts';

const kinds = [
  { computed: false, odd: false },
  { computed: false, odd: true },
  { computed: true, odd: false },
  { computed: true, odd: true },
];

const rollbacks = constantFrom(
  { flag: 'flag', from: 'v13', to: 'v12' },
  { flag: 'flag', from: 'v13-beta', to: 'v11' },
  { flag: 'flag', from: 'v12', to: 'v13' },
);

const contexts = array(randomContext, { minLength: 16, maxLength: 16 });

/** Set RUNS for a longer search, and SEED for another one. */
const search = {
  seed: Number(process.env['SEED'] ?? 3),
  numRuns: Number(process.env['RUNS'] ?? 120),
};

const patience = 600_000;

function removesTheRule(notes: readonly string[]): boolean {
  return notes.some((note) => note.startsWith('the whole targeting rule'));
}

describe.each(kinds)('a rollback of random flags, computed $computed, odd $odd', (kind) => {
  it.each([{ interpreted: false }, { interpreted: true }])(
    'leaves no context the version, and every other context what it had, interpreted $interpreted',
    ({ interpreted }) => {
      const seen = { rolledBack: 0, kept: 0, removedRules: 0 };
      assert(
        property(randomDocument(kind), contexts, rollbacks, (document, contexts, rollback) => {
          const { document: after, notes } = rollBack(document, rollback);
          const removed = removesTheRule(notes);
          const bad = getFlag(document, 'flag').variants[rollback.from];
          const was = evaluator(document, { interpreted });
          const is = evaluator(after, { interpreted });
          for (const context of contexts) {
            const old = was('flag', context);
            const now = is('flag', context);
            expect(now.value).not.toEqual(bad);
            if (old.value === undefined) continue;
            if (isDeepStrictEqual(old.value, bad)) {
              seen.rolledBack += 1;
              expect(now.variant).toBe(rollback.to);
            } else if (!removed) {
              seen.kept += 1;
              expect(now).toEqual(old);
            }
          }
          if (removed) seen.removedRules += 1;
        }),
        search,
      );
      expect(seen.rolledBack).toBeGreaterThan(search.numRuns);
      expect(seen.kept).toBeGreaterThan(search.numRuns);
      // Only a rule that computes its variants may go as a whole.
      expect(seen.removedRules > 0).toBe(kind.computed);
    },
    patience,
  );

  it(
    'passes the structural check, changes nothing the second time, and no other flag',
    () => {
      assert(
        property(randomDocument(kind), rollbacks, (document, rollback) => {
          const { document: after } = rollBack(document, rollback);
          expect(whereYielded(after, 'flag', rollback.from)).toEqual([]);
          expect(rollBack(after, rollback)).toEqual({ document: after, notes: [] });
          const { flag: _old, ...othersBefore } = document.flags;
          const { flag: _new, ...othersAfter } = after.flags;
          expect(othersAfter).toEqual(othersBefore);
          expect({ ...after, flags: 0 }).toEqual({ ...document, flags: 0 });
        }),
        search,
      );
    },
    patience,
  );

  it(
    'leaves the document as valid as it was',
    () => {
      let valid = 0;
      assert(
        property(randomDocument(kind), rollbacks, (document, rollback) => {
          const { document: after } = rollBack(document, rollback);
          if (complaintsAbout(document).length === 0) {
            valid += 1;
            expect(complaintsAbout(after)).toEqual([]);
          } else {
            const known = new Set(documentFaults(document).map(({ message }) => message));
            const added = documentFaults(after).filter(({ message }) => !known.has(message));
            expect(added).toEqual([]);
          }
        }),
        { ...search, numRuns: Math.ceil(search.numRuns / 3) },
      );
      expect(valid).toBeGreaterThan(kind.odd ? 0 : search.numRuns / 8);
    },
    patience,
  );

  it(
    'takes several versions out one after the other',
    () => {
      assert(
        property(randomDocument(kind), contexts, (document, contexts) => {
          const first = rollBack(document, { flag: 'flag', from: 'v13', to: 'v12' });
          const { document: after } = rollBack(first.document, {
            flag: 'flag',
            from: 'v12',
            to: 'v11',
          });
          for (const version of ['v13', 'v12']) {
            expect(whereYielded(after, 'flag', version)).toEqual([]);
          }
          const is = evaluator(after);
          for (const context of contexts) {
            expect(['v12', 'v13', 'v13-beta']).not.toContain(is('flag', context).variant);
          }
        }),
        search,
      );
    },
    patience,
  );
});
