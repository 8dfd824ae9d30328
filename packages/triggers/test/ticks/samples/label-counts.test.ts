import fc from 'fast-check';
import { expect, test } from 'vitest';

import { addCategories, type CategoriesSample } from '../../../src/ticks/samples/categories.ts';
import {
  addToLabelCounts,
  alignedTo,
  categoriesOf,
  labelCountsOf,
  noLabelCounts,
} from '../../../src/ticks/samples/label-counts.ts';
import { categoriesSample } from '../../support/samples.ts';

const none: CategoriesSample = { counts: {} };

/** What each label comes to, whatever the order of the labels; labels without an outcome are no difference. */
function shown({ counts }: CategoriesSample): ReadonlyMap<string, number> {
  return new Map(Object.entries(counts).filter(([, count]) => count > 0));
}

test('the list of blocks one after the other is what the records of both arms come to', () => {
  const block = fc.record({ canary: categoriesSample, baseline: categoriesSample });
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      let list = noLabelCounts;
      let sums = { canary: none, baseline: none };
      for (const { canary, baseline } of blocks) {
        list = addToLabelCounts(list, { canary, baseline });
        sums = {
          canary: addCategories(sums.canary, canary),
          baseline: addCategories(sums.baseline, baseline),
        };
      }
      const { canary, baseline } = categoriesOf(list);
      expect(shown(canary)).toEqual(shown(sums.canary));
      expect(shown(baseline)).toEqual(shown(sums.baseline));
      const labels = list.labels.map(([label]) => label);
      expect(new Set(labels).size).toBe(labels.length);
    }),
    { seed: 53, numRuns: 300 },
  );
});

test('a block stands in the order of the list, its new labels behind, the canary’s first', () => {
  const { labels } = labelCountsOf({
    canary: { counts: { web: 1, tv: 2 } },
    baseline: { counts: { mobile: 3 } },
  });
  const block = {
    canary: { counts: { mobile: 5, new: 6, web: 7 } },
    baseline: { counts: { other: 8, new: 9 } },
  };
  expect(labels.map(([label]) => label)).toEqual(['web', 'tv', 'mobile']);
  const aligned = {
    canary: [7, 0, 5],
    baseline: [0, 0, 0],
    added: [
      ['new', 6, 9],
      ['other', 0, 8],
    ],
  };
  expect(alignedTo(labels, block)).toEqual(aligned);
  // And again, when it has been looked up already; but not of another block, nor in another list.
  expect(alignedTo(labels, block)).toEqual(aligned);
  expect(alignedTo(labels, { ...block, canary: none }).canary).toEqual([0, 0, 0]);
  expect(alignedTo([['new', 1, 1]], block).canary).toEqual([6]);
});

test('what every object inherits is no count', () => {
  const sums = addToLabelCounts(
    { labels: [['constructor', 1, 2]] },
    { canary: none, baseline: none },
  );
  expect(sums).toEqual({ labels: [['constructor', 1, 2]] });
});
