import type { FlagDocument, Overlay } from '@lastgood/controller';

/** What the sync server's process is told: to serve the flag files with this overlay. */
export interface SetOverlay {
  /** Comes back with the answer. */
  readonly request: number;
  readonly overlay: Overlay;
}

/** The flags as they are served now. */
export interface ServedMessage {
  readonly kind: 'served';
  /** The request that this answers, 0 for the start; absent if the flag files changed. */
  readonly request?: number;
  readonly version: number;
  readonly document: FlagDocument;
}

/** What the sync server's process tells. */
export type SyncMessage =
  | { readonly kind: 'listening'; readonly port: number }
  | ServedMessage
  | { readonly kind: 'problem'; readonly text: string }
  /** It could not start. */
  | { readonly kind: 'failed'; readonly code: string; readonly text: string };
