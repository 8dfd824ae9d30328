import { measure, type MeasureOptions } from './pool/measure.ts';
import { drawn } from './report/table.ts';
import type { Section } from './section.ts';
import { sections } from './sections.ts';

export interface QualityOptions extends MeasureOptions {
  readonly json: boolean;
}

/** Measures how good the decisions are, and prints it. */
export async function qualityBench(
  asked: readonly Section[],
  { json, ...options }: QualityOptions,
): Promise<void> {
  const measured = await measure(sections, asked, options);
  const reports = [...measured].flatMap(([section, rows]) =>
    rows.length > 0 ? [{ section, report: section.report(rows) }] : [],
  );
  if (reports.length === 0) throw new Error(`no row has "${options.row}" in its name`);
  const { runs, seed } = options;
  if (json) {
    const figures = reports.map(({ section, report }) => [section.name, report.figures]);
    console.log(JSON.stringify({ runs, seed, ...Object.fromEntries(figures) }));
    return;
  }
  console.log(`${runs} rollouts a row, first seed ${seed}.`);
  for (const { section, report } of reports) {
    console.log(`\n### ${section.title}`);
    for (const table of report.tables) console.log(`\n${drawn(table)}`);
  }
}
