import { render, type Instance } from 'ink';

import { glyphsFor } from './look/glyphs.ts';
import { GlyphsContext } from './look/use-glyphs.ts';
import type { Host } from './host.ts';
import type { Workbench } from './session/workbench.ts';
import { App } from './views/app.tsx';

/**
 * Frames a second, at most: as good as no limit. What comes by itself is told seldom enough where it comes from, and what
 * a key did must not wait until the last frame is some time ago.
 */
const maxFps = 1000;

/** Opens the screen on the host's terminal. The only module through which Ink is loaded. */
export function mount(
  workbench: Workbench,
  host: Host,
  options: { readonly spoken: boolean },
): Instance {
  return render(
    <GlyphsContext value={glyphsFor(host.env)}>
      <App workbench={workbench} />
    </GlyphsContext>,
    {
      stdin: host.stdin,
      stdout: host.stdout,
      stderr: host.stderr,
      // A screen reader's user keeps what was read.
      alternateScreen: !options.spoken,
      isScreenReaderEnabled: options.spoken,
      incrementalRendering: true,
      interactive: true,
      exitOnCtrlC: false,
      maxFps,
    },
  );
}
