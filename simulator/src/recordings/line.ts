import type { Outcome, RecordedTick } from '@lastgood/triggers';

import { excerpt, isObject, type Json } from './json.ts';
import { TimeReader } from './time.ts';
import { readWeights } from './weights.ts';

/** What both versions did on the same request. */
export interface ShadowRequest {
  /** Epoch milliseconds. */
  readonly time: number;
  /** What was observed, by version and metric. */
  readonly outcomes: Readonly<Record<string, unknown>>;
  readonly id?: string | undefined;
  readonly arrived?: number | undefined;
}

/** A line of a recording. */
export type RecordingLine =
  | ({ readonly kind: 'tick'; readonly unknown: readonly string[] } & RecordedTick)
  | ({ readonly kind: 'outcome' } & Outcome)
  | ({ readonly kind: 'shadow' } & ShadowRequest);

/** The keys of a line with a single outcome that are no metrics. */
export const outcomeKeys: readonly string[] = ['time', 'version', 'id', 'arrived'];

/** The keys of a tick; the engine's own say how late their outcomes are, which a recording leaves to the policy. */
const tickKeys: ReadonlySet<string> = new Set([
  'from',
  'to',
  'versions',
  'weights',
  'calibration',
  'lateness',
]);

/**
 * Reads lines of all kinds. What the metrics were observed as is left to whoever counts them. By hand, since checking a
 * line against a schema takes as long as parsing it.
 */
export class LineReader {
  readonly #times = new TimeReader();

  /** The line, or the reason why it cannot be read. */
  read(text: string): RecordingLine | string {
    let line: unknown;
    try {
      line = JSON.parse(text);
    } catch {
      return `this is no JSON: ${excerpt(text)}`;
    }
    if (!isObject(line)) return `this is no JSON object: ${excerpt(text)}`;
    if ('version' in line) return this.#outcome(line);
    if ('outcomes' in line) return this.#shadow(line);
    if ('versions' in line) return this.#tick(line);
    return 'this has neither "version" (an outcome), "outcomes" (a shadow log) nor "versions" (a tick)';
  }

  #outcome(line: Json): RecordingLine | string {
    const { version } = line;
    if (typeof version !== 'string') return `version is ${excerpt(version)}: a text is expected`;
    const request = this.#request(line);
    if (typeof request === 'string') return request;
    // Written out, since spreading takes several times as long.
    const { time, id, arrived } = request;
    return { kind: 'outcome', time, version, values: line, id, arrived };
  }

  #shadow(line: Json): RecordingLine | string {
    const { outcomes } = line;
    if (!isObject(outcomes)) return `outcomes is ${excerpt(outcomes)}: an object is expected`;
    const request = this.#request(line);
    return typeof request === 'string' ? request : { kind: 'shadow', ...request, outcomes };
  }

  #request(line: Json): Omit<ShadowRequest, 'outcomes'> | string {
    const { id, arrived } = line;
    const time = this.#times.read(line['time']);
    if (Number.isNaN(time)) return notATime('time', line['time']);
    const arrival = arrived === undefined ? undefined : this.#times.read(arrived);
    if (Number.isNaN(arrival)) return notATime('arrived', arrived);
    if (id === undefined || typeof id === 'string') return { time, id, arrived: arrival };
    if (typeof id === 'number') return { time, id: String(id), arrived: arrival };
    return `id is ${excerpt(id)}: a text or a number is expected`;
  }

  #tick(line: Json): RecordingLine | string {
    const { versions, calibration } = line;
    const from = this.#times.read(line['from']);
    if (Number.isNaN(from)) return notATime('from', line['from']);
    const to = this.#times.read(line['to']);
    if (Number.isNaN(to)) return notATime('to', line['to']);
    if (!isObject(versions)) return `versions is ${excerpt(versions)}: an object is expected`;
    if (calibration !== undefined && typeof calibration !== 'boolean') {
      return `calibration is ${excerpt(calibration)}: true or false is expected`;
    }
    const weights = line['weights'] === undefined ? undefined : readWeights(line['weights']);
    if (typeof weights === 'string') return weights;
    return {
      kind: 'tick',
      unknown: Object.keys(line).filter((key) => !tickKeys.has(key)),
      from,
      to,
      versions,
      ...(weights && { weights }),
      ...(calibration && { calibration }),
    };
  }
}

function notATime(key: string, value: unknown): string {
  return value === undefined
    ? `this has no "${key}"`
    : `${key} is ${excerpt(value)}: ISO 8601 with "Z" or an offset is expected, or epoch milliseconds`;
}
