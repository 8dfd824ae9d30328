import type { FlagDocument } from '../flags/document.ts';

/** The flags that clients get: the people's flag files with Lastgood's overlay applied. */
export type Served = {
  readonly document: FlagDocument;
  /** `document` as compact JSON, byte for byte what a client without a selector receives. */
  readonly text: string;
  /** `metadata.version` of `document`, as a number: greater after every change, also over restarts. */
  readonly version: number;
  /** What applying the overlay has to say to a person, one line each. */
  readonly notes: readonly string[];
};

/** What a server of flags needs: the flags now, and word of every change. */
export type ServedFlags = {
  readonly served: Served;
  /** The path that the flags are read from, as it was given: what the selector `source=` names. */
  readonly source: string;
  /** Calls `listener` after every change, until the returned function is called. */
  subscribe(listener: (served: Served) => void): () => void;
};
