import type { FlagDocument } from '../flags/document.ts';
import { applyOverlay, type Overlay } from '../overlay/apply-overlay.ts';
import type { Served } from './served.ts';
import { withVersion } from './set-metadata.ts';

/**
 * What is served for these files and this overlay, after `previous`, at `now` (epoch milliseconds).
 * When that is what was served before, it keeps its version.
 */
export function serve(
  files: FlagDocument,
  overlay: Overlay,
  previous: Served | undefined,
  now: number,
): Served {
  const { document, notes } = applyOverlay(files, overlay);
  if (previous !== undefined) {
    const same = JSON.stringify(withVersion(document, previous.version)) === previous.text;
    if (same) return { ...previous, notes };
  }
  // The clock and not a count, so that a controller that starts again without memory goes on above what it served.
  const version = Math.max(now, (previous?.version ?? 0) + 1);
  const versioned = withVersion(document, version);
  return { document: versioned, text: JSON.stringify(versioned), version, notes };
}
