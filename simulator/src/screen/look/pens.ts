import type { Pen } from '../../charts/dots.ts';
import type { Role } from '../../charts/span.ts';

type Drawn = Exclude<Role, 'mark' | 'step' | 'axis' | 'present' | 'rung' | 'began'>;

/** How each line of the charts is drawn. */
export const pens: Readonly<Record<Drawn, Pen>> = {
  canary: { role: 'canary', pattern: 'solid', letter: '#' },
  acceptable: { role: 'acceptable', pattern: 'dashed', letter: '-' },
  baseline: { role: 'baseline', pattern: 'dotted', letter: 'o' },
  limit: { role: 'limit', pattern: 'dashed', letter: '=' },
  evidence: { role: 'evidence', pattern: 'solid', letter: '#' },
  trip: { role: 'trip', pattern: 'dashed', letter: '=' },
  hold: { role: 'hold', pattern: 'dotted', letter: '-' },
  release: { role: 'release', pattern: 'dotted', letter: '.' },
};
