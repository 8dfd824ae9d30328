import { MemoryStorage } from '@openfeature/flagd-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { FlagDocument } from '../../src/flags/document.ts';
import { silentLogger } from '../../src/flags/silent-logger.ts';
import { serve } from '../../src/store/serve.ts';
import type { Served } from '../../src/store/served.ts';

const nothing = { rollbacks: [] };
const noon = Date.UTC(2026, 4, 1, 12);

describe('serve', () => {
  it('serves the files with the overlay applied, as compact JSON', () => {
    const rollbacks = [{ flag: 'recommender', from: 'v13', to: 'v12' }];
    const served = serve(recommender({ defaultVariant: 'v13' }), { rollbacks }, undefined, noon);
    expect(served.document.flags['recommender']).toMatchObject({ defaultVariant: 'v12' });
    expect(served.text).toBe(JSON.stringify(served.document));
  });

  it('puts the version and the flag set into the metadata of the set', () => {
    const { document, version } = serve(recommender(), nothing, undefined, noon);
    expect(version).toBe(noon);
    expect(document.metadata).toEqual({ flagSetId: 'lastgood', version: String(noon) });
  });

  it('keeps what the files say of the set, but not their version', () => {
    const metadata = { team: 'search', flagSetId: 'shop', version: '1.2.0' };
    const { document } = serve(recommender({ metadata }), nothing, undefined, noon);
    expect(document.metadata).toEqual({ ...metadata, version: String(noon) });
  });

  it('is as valid as the files are', () => {
    const { text } = serve(recommender({ ofFlag: { version: 3 } }), nothing, undefined, noon);
    const strict = new MemoryStorage(silentLogger);
    expect(strict.setConfigurations(text, true)).toEqual(['recommender']);
  });

  it('takes a version off single flags, where it would hide that of the set', () => {
    const ofFlag = { version: 3, flagSetId: 'shop', owner: 'ana' };
    const { document } = serve(recommender({ ofFlag }), nothing, undefined, noon);
    expect(document.flags['recommender']?.metadata).toEqual({ flagSetId: 'shop', owner: 'ana' });
  });

  it('passes on what there is to say about the overlay', () => {
    const rollbacks = [{ flag: 'gone', from: 'v13', to: 'v12' }];
    const { notes } = serve(recommender(), { rollbacks }, undefined, noon);
    expect(notes).toEqual([expect.stringContaining('"gone"')]);
  });
});

describe('the version', () => {
  it('stays when nothing that clients could see has changed', () => {
    const served = serve(recommender(), nothing, undefined, noon);
    const same = recommender({ metadata: { version: 2 }, ofFlag: { version: 8 } });
    expect(serve(same, nothing, served, noon + 1000)).toEqual(served);
  });

  it('grows with every change and only then, whatever the clock does', () => {
    const step = fc.record({
      defaultVariant: fc.constantFrom('v12', 'v13'),
      clock: fc.integer({ min: 0, max: 2 * noon }),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let previous = serve(recommender(), nothing, undefined, noon);
        for (const { defaultVariant, clock } of steps) {
          const next = serve(recommender({ defaultVariant }), nothing, previous, clock);
          const changed = defaultOf(next) !== defaultOf(previous);
          expect(Math.sign(next.version - previous.version)).toBe(changed ? 1 : 0);
          expect(JSON.parse(next.text).metadata.version).toBe(String(next.version));
          previous = next;
        }
      }),
      { seed: 20_260_501 },
    );
  });

  it('is above all that was served before a restart, without any memory of it', () => {
    const files = recommender({ metadata: { version: 20_260_501_120_000 } });
    const rollbacks = [{ flag: 'recommender', from: 'v12', to: 'v13' }];
    const before = serve(files, { rollbacks }, serve(files, nothing, undefined, noon), noon + 5000);
    const after = serve(files, nothing, undefined, noon + 6000);
    expect(after.version).toBeGreaterThan(before.version);
  });
});

function recommender({
  defaultVariant = 'v12',
  metadata,
  ofFlag,
}: {
  defaultVariant?: string;
  metadata?: FlagDocument['metadata'];
  ofFlag?: FlagDocument['metadata'];
} = {}): FlagDocument {
  return {
    flags: {
      recommender: {
        state: 'ENABLED',
        variants: { v12: 'v12', v13: 'v13' },
        defaultVariant,
        metadata: ofFlag ?? {},
      },
    },
    ...(metadata && { metadata }),
  };
}

function defaultOf(served: Served): unknown {
  return served.document.flags['recommender']?.defaultVariant;
}
