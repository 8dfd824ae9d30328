import type { Role } from './span.ts';

/** How a line is drawn: lines that look different are told apart without colour. */
export interface Pen {
  readonly role: Role;
  readonly pattern: 'solid' | 'dashed' | 'dotted';
  /** Stands for the line where there is no braille. */
  readonly letter: string;
}

/** What a character cell is made of. */
export interface DotStyle {
  /** Dots of one cell, side by side and one above the other. */
  readonly across: number;
  readonly down: number;
  /** The character for the dots that are set; bit `y * across + x` is the dot at x, y from the top left. */
  character(dots: number, pen: Pen): string;
  readonly upright: string;
  readonly dashedUpright: string;
  readonly level: string;
  readonly tick: string;
  readonly label: string;
  readonly fullBlock: string;
  readonly emptyBlock: string;
}

/** Where Unicode numbers the dots of a braille cell, row by row. */
const brailleBits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

export const braille: DotStyle = {
  across: 2,
  down: 4,
  character: (dots) => {
    const bits = brailleBits.filter((_bit, index) => dots & (1 << index));
    return String.fromCodePoint(0x28_00 + bits.reduce((sum, bit) => sum + bit, 0));
  },
  upright: '│',
  dashedUpright: '┊',
  level: '─',
  tick: '╵',
  label: '┤',
  fullBlock: '█',
  emptyBlock: '░',
};

/** For terminals that cannot show braille. */
export const ascii: DotStyle = {
  across: 1,
  down: 1,
  character: (_dots, pen) => pen.letter,
  upright: '|',
  dashedUpright: ':',
  level: '-',
  tick: "'",
  label: '+',
  fullBlock: '#',
  emptyBlock: '.',
};

/** Whether a line with this pattern has a dot in column `x` of the dots. */
export function hasDot(pattern: Pen['pattern'], x: number): boolean {
  switch (pattern) {
    case 'solid':
      return true;
    case 'dashed':
      return x % 6 < 4;
    case 'dotted':
      return x % 2 === 0;
  }
}
