import type { Guardrail, ModelPolicy } from '@lastgood/triggers';

import { ColumnWriter, LabelNumbers } from './column-writer.ts';
import type { Column } from './column.ts';

/** What is known of single requests, in the order of the intervals in which they were served. */
export interface RequestLog {
  /** The first request of each interval, and behind the last the number of them all. */
  readonly starts: Uint32Array;
  /** Which line of the recording each request is, 0 for the first. */
  readonly lines: Uint32Array;
  /** By version, in the order in which they were asked for, and guardrail. */
  readonly columns: readonly (readonly Column[])[];
}

/** When and by which name a request was. */
interface LoggedRequest {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly id?: string | undefined;
  readonly arrived?: number | undefined;
}

/**
 * Keeps requests in columns, so that ticks can be made of them again and again. What the engine's ingestion would not count
 * is not observed: what came too late for its metric, and what an id has said before, of whichever version.
 */
export class RequestLogWriter {
  readonly #tick: number;
  readonly #lateness: readonly number[];
  readonly #guardrails: readonly Guardrail[];
  readonly #columns: readonly (readonly ColumnWriter[])[];
  readonly #froms: number[] = [];
  readonly #lines: number[] = [];
  /** By guardrail and id: when what the id has said is forgotten, since its tick is closed. */
  readonly #ids: readonly Map<string, number>[];
  #watermark = -Infinity;
  #line = 0;

  /** @param versions how many */
  constructor({ tick, lateness, guardrails }: ModelPolicy, versions: number) {
    const labels = guardrails.map(() => new LabelNumbers());
    this.#tick = tick;
    this.#guardrails = guardrails;
    this.#lateness = guardrails.map((guardrail) => guardrail.lateness ?? lateness);
    this.#columns = Array.from({ length: versions }, () =>
      guardrails.map(
        (guardrail, metric) => new ColumnWriter(guardrail, labels[metric] ?? new LabelNumbers()),
      ),
    );
    this.#ids = guardrails.map(() => new Map());
  }

  /**
   * Takes in the next line, which is possible.
   *
   * @param outcomes by version, in the order of the log; undefined of one that did not serve the request
   */
  add(
    { time, id, arrived = -Infinity }: LoggedRequest,
    outcomes: readonly (Readonly<Record<string, unknown>> | undefined)[],
  ): void {
    const line = this.#line;
    this.#line += 1;
    if (time > this.#watermark) this.#watermark = time;
    if (outcomes.every((values) => values === undefined)) return;
    const from = Math.floor(time / this.#tick) * this.#tick;
    this.#froms.push(from);
    this.#lines.push(line);
    const known = Math.max(this.#watermark, arrived);
    for (const [metric, { name }] of this.#guardrails.entries()) {
      const closes = from + this.#tick + (this.#lateness[metric] ?? 0);
      const values = outcomes.map((of) => of && (Object.hasOwn(of, name) ? of[name] : undefined));
      const says = values.some((value) => value !== undefined);
      const counts = says && known < closes && !this.#isRepeated(metric, id, closes);
      for (const [version, value] of values.entries()) {
        this.#columns[version]?.[metric]?.add(counts ? value : undefined);
      }
    }
  }

  #isRepeated(metric: number, id: string | undefined, closes: number): boolean {
    if (id === undefined) return false;
    const ids = this.#ids[metric];
    if (this.#watermark < (ids?.get(id) ?? -Infinity)) return true;
    ids?.set(id, closes);
    return false;
  }

  /**
   * @param first begin of the first interval, epoch milliseconds
   * @param intervals how many there are
   */
  log(first: number, intervals: number): RequestLog {
    const froms = this.#froms;
    // Stable: the requests of an interval stay as they came.
    const order = Uint32Array.from(froms.keys()).sort(
      (left, right) => (froms[left] ?? 0) - (froms[right] ?? 0) || left - right,
    );
    const starts = new Uint32Array(intervals + 1);
    let row = 0;
    for (let interval = 0; interval <= intervals; interval += 1) {
      const from = first + interval * this.#tick;
      while (row < order.length && (froms[order[row] ?? 0] ?? NaN) < from) row += 1;
      starts[interval] = row;
    }
    return {
      starts,
      lines: Uint32Array.from(order, (place) => this.#lines[place] ?? 0),
      columns: this.#columns.map((of) => of.map((writer) => writer.column(order))),
    };
  }
}
