import type { FlagDocument } from '../../src/flags/document.ts';
import type { Served, ServedFlags } from '../../src/store/served.ts';

/** Flags held in memory, which a test replaces as it likes. */
export class FakeStore implements ServedFlags {
  readonly source = 'flags/test.flagd.json';
  served: Served;
  readonly listeners: Set<(served: Served) => void> = new Set();

  constructor(document: FlagDocument) {
    this.served = asServed(document);
  }

  set(document: FlagDocument): void {
    this.served = asServed(document);
    for (const listener of this.listeners) listener(this.served);
  }

  subscribe(listener: (served: Served) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

function asServed(document: FlagDocument): Served {
  return { text: JSON.stringify(document), version: 1, document, notes: [] };
}

export function flagSet(
  defaultVariant: string,
  metadata: Record<string, string> = {},
): FlagDocument {
  return {
    flags: {
      recommender: {
        state: 'ENABLED',
        variants: { v12: 'v12', v13: 'v13' },
        defaultVariant,
        metadata,
      },
    },
  };
}

/** About a megabyte of flags that tells which change it came with. */
export function largeFlagSet(change: number): FlagDocument {
  return { ...flagSet('v12', { padding: 'x'.repeat(1e6) }), metadata: { change } };
}
