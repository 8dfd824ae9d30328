import type { Guardrail } from '../policy/model.ts';
import type { BadCount } from '../ticks/bad.ts';
import type { Pair } from '../ticks/tick.ts';

const count = new Intl.NumberFormat('en-US');

function share({ count: all, bad }: BadCount): string {
  const rate = all === 0 ? 'no outcome' : `${((100 * bad) / all).toFixed(2)} %`;
  return `${rate} (${count.format(bad)} of ${count.format(all)})`;
}

function tolerated({ tolerance }: Guardrail): string {
  const parts: string[] = [];
  if (tolerance.relative > 0) parts.push(`${+(100 * tolerance.relative).toPrecision(4)} % more`);
  if (tolerance.absolute > 0) {
    const points = +(100 * tolerance.absolute).toPrecision(4);
    parts.push(`${points} percentage ${points === 1 ? 'point' : 'points'} more`);
  }
  return parts.length === 0 ? 'no more' : parts.join(' and ');
}

/** The comparison behind a decision, in words: both shares of bad outcomes, what was acceptable, the evidence. */
export function comparisonInWords(
  guardrail: Guardrail,
  total: Pair<BadCount>,
  versions: Pair<string>,
  comparison: string,
): string {
  const bad = guardrail.worse === 'higher' ? 'hits' : 'misses';
  return (
    `${guardrail.name}: ${bad} of ${versions.canary} are ${share(total.canary)}, ` +
    `of ${versions.baseline} ${share(total.baseline)}, ${tolerated(guardrail)} is acceptable; ${comparison}`
  );
}
