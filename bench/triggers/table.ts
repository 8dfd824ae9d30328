import type { Row } from './summary.ts';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const percent = (rate: number): string => `${+(100 * rate).toPrecision(3)} %`;

function cells({ cell, runs, rolledBack, tooEarly, delay, overLimit }: Row): string[] {
  const healthy = cell.canaryRate === cell.baselineRate;
  const undecided = runs - rolledBack - tooEarly;
  const share = healthy ? `${(rolledBack / runs).toFixed(4)} false` : percent(rolledBack / runs);
  return [
    `${cell.canary}/${cell.baseline}`,
    String(cell.risk),
    `${percent(cell.baselineRate)} → ${percent(cell.canaryRate)}`,
    tooEarly > 0 ? `${share}, ${percent(tooEarly / runs)} too early` : share,
    delay ? whole.format(delay.median) : '–',
    delay ? `${whole.format(delay.mean)} ± ${whole.format(delay.error)}` : '–',
    overLimit && undecided === 0
      ? `${overLimit.ratio.toFixed(3)} ± ${overLimit.error.toFixed(3)}`
      : '–',
  ];
}

const head = [
  'requests a tick',
  'risk',
  'bad rate',
  'rolled back',
  'median',
  'mean',
  'mean / limit',
];

/** A Markdown table that is also aligned for a terminal. */
export function table(rows: readonly Row[]): string {
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const draw = (line: readonly string[]): string =>
    `| ${line.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [draw(head), rule, ...lines.slice(1).map(draw)].join('\n');
}
