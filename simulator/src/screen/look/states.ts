import type { RunView } from '../../run/view.ts';
import type { Glyphs } from './glyphs.ts';
import type { TextStyle } from './theme.ts';

/** How a state is shown: a symbol, a word and a colour, of which any one is enough. */
export interface StateLook {
  readonly symbol: keyof Glyphs & ('trial' | 'held' | 'bad' | 'good');
  readonly word: string;
  readonly style: TextStyle;
}

const looks = {
  trial: { symbol: 'trial', word: 'ON TRIAL', style: { color: 'cyan', bold: true } },
  held: { symbol: 'held', word: 'HELD', style: { color: 'yellow', bold: true } },
  rolledBack: { symbol: 'bad', word: 'ROLLED BACK', style: { color: 'red', bold: true } },
  promoted: { symbol: 'good', word: 'PROMOTED', style: { color: 'green', bold: true } },
  calibration: { symbol: 'trial', word: 'CALIBRATION', style: { color: 'cyan', bold: true } },
  kept: { symbol: 'good', word: 'NO ROLLBACK', style: { color: 'green', bold: true } },
} as const satisfies Record<string, StateLook>;

/** Where the canary stands; after the run's end, what the run came to. */
export function stateLook({ phase, held, summary }: RunView): StateLook {
  const out = phase === 'cooldown' || phase === 'quarantined';
  if (out || summary?.decision === 'rollback') return looks.rolledBack;
  if (phase === 'watch') return looks.promoted;
  if (phase === 'calibration') return looks.calibration;
  if (summary) return looks.kept;
  return held ? looks.held : looks.trial;
}
