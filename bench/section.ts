import type { Table } from './report/table.ts';

/** Rollouts of one kind. */
export interface Row<Result> {
  readonly name: string;
  /** One of so many runs is made: for rows that take long. */
  readonly every?: number;
  /** One rollout. What it came to crosses threads: plain data. */
  measure(seed: number): Result;
}

/** What the rollouts of a row came to. */
export interface Measured<Result> {
  readonly name: string;
  readonly results: readonly Result[];
}

/** Figures for people, and the same for programs. */
interface Report {
  readonly tables: readonly Table[];
  readonly figures: readonly object[];
}

/** A part of the benchmark: what is measured, and what is told about it. */
export interface Section<Result = unknown> {
  readonly name: string;
  readonly title: string;
  readonly rows: readonly Row<Result>[];
  /** @param measured the rows that were asked for, all or some of its own */
  report(measured: readonly Measured<Result>[]): Report;
}
