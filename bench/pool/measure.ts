import type { Measured, Row, Section } from '../section.ts';
import type { Batch } from './batch.ts';
import { runBatches } from './pool.ts';
import { progress } from './progress.ts';

const batchSize = 25;

/** Seeds that each row has for itself: its figures do not depend on which others are measured. */
const seedsOfRow = 1_000_000;

export interface MeasureOptions {
  /** Rollouts for each row. */
  readonly runs: number;
  readonly seed: number;
  /** Part of the names of the rows to measure; empty for all. */
  readonly row: string;
}

/** Measures the rows of these sections on all cores. */
export async function measure(
  all: readonly Section[],
  asked: readonly Section[],
  { runs, seed, row: part }: MeasureOptions,
): Promise<ReadonlyMap<Section, readonly Measured<unknown>[]>> {
  const places = new Map<Row<unknown>, number>();
  for (const section of all) for (const row of section.rows) places.set(row, places.size);

  const tasks = asked.flatMap((section) =>
    section.rows
      .filter(({ name }) => name.includes(part))
      .flatMap((row) => batchesOf(section, row, Math.ceil(runs / (row.every ?? 1)), places)),
  );
  // In turns over the rows, so that the time that is left can be told from the time that has passed.
  const ordered = tasks.toSorted((a, b) => a.turn - b.turn);
  const batches = ordered.map(({ batch }) => ({ ...batch, firstSeed: batch.firstSeed + seed }));
  const bar = progress(batches.length);
  const answers = await runBatches(batches, (done) => bar.tell(done));
  bar.end();

  return new Map(
    asked.map((section) => [
      section,
      section.rows.flatMap((row) => {
        const results = ordered.flatMap((task, place) =>
          task.row === row ? (answers[place] ?? []) : [],
        );
        return results.length > 0 ? [{ name: row.name, results }] : [];
      }),
    ]),
  );
}

function batchesOf(
  section: Section,
  row: Row<unknown>,
  runs: number,
  places: ReadonlyMap<Row<unknown>, number>,
): { readonly row: Row<unknown>; readonly turn: number; readonly batch: Batch }[] {
  const firstSeed = (places.get(row) ?? 0) * seedsOfRow;
  const count = Math.ceil(runs / batchSize);
  return Array.from({ length: count }, (_, place) => ({
    row,
    turn: place / count,
    batch: {
      section: section.name,
      row: row.name,
      firstSeed: firstSeed + place * batchSize,
      runs: Math.min(batchSize, runs - place * batchSize),
    },
  }));
}
