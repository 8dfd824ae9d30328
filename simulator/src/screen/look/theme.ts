import type { Role } from '../../charts/span.ts';
import type { RunEvent } from '../../run/view.ts';

/** A colour of the 16 that every terminal has, and how strong. */
export interface TextStyle {
  readonly color?: 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';
  readonly dimColor?: boolean;
  readonly bold?: boolean;
}

export const roleStyles: Readonly<Record<Role, TextStyle>> = {
  canary: { color: 'yellow' },
  baseline: { color: 'cyan' },
  acceptable: { color: 'green', dimColor: true },
  limit: { color: 'red' },
  evidence: { color: 'magenta' },
  trip: { color: 'red' },
  hold: { color: 'yellow' },
  release: { color: 'green' },
  mark: { color: 'red', bold: true },
  present: { color: 'yellow', bold: true },
  rung: { color: 'cyan' },
  began: { color: 'green' },
  step: { color: 'green', dimColor: true },
  axis: { dimColor: true },
};

export const title: TextStyle = { bold: true };
export const aside: TextStyle = { dimColor: true };
export const fine: TextStyle = { color: 'green' };
export const wrong: TextStyle = { color: 'red', bold: true };

export const eventStyles: Readonly<Record<RunEvent['kind'], TextStyle>> = {
  rollback: wrong,
  hold: { color: 'yellow' },
  release: { color: 'green' },
  retry: { color: 'cyan' },
  start: { color: 'cyan' },
  advance: { color: 'green' },
  promote: { color: 'green' },
  flag: {},
  services: {},
  'sync-server': { color: 'magenta' },
  fault: wrong,
  refused: { color: 'yellow' },
  traffic: {},
  parts: { color: 'magenta' },
};
