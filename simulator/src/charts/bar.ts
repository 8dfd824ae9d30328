import type { DotStyle } from './dots.ts';
import type { Line, Role } from './span.ts';

/** A bar of `width` characters, filled by a share between 0 and 1. What is above zero always shows. */
export function bar(share: number, width: number, role: Role, style: DotStyle): Line {
  const least = share > 0 ? 1 : 0;
  const filled = Math.min(width, Math.max(least, Math.round(share * width)));
  return [
    { text: style.fullBlock.repeat(filled), role },
    { text: style.emptyBlock.repeat(width - filled), role: 'axis' },
  ];
}
