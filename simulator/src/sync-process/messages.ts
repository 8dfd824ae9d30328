import type { FlagDocument, Overlay } from '@lastgood/controller';

/** What the sync server's process is told: to serve the flag files with this overlay. */
export interface SetOverlay {
  readonly overlay: Overlay;
}

/** The flags as they are served now. */
export interface ServedMessage {
  readonly kind: 'served';
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
