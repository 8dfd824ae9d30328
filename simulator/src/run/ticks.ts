import type { ModelRequest } from '../traffic/request.ts';

/** The requests of one tick. */
export interface RequestTick {
  readonly from: number;
  readonly to: number;
  readonly requests: readonly ModelRequest[];
}

/** Cuts requests, which come in the order of time, into ticks aligned to the epoch. A time without requests has none. */
export function* intoTicks(
  requests: Iterable<ModelRequest>,
  length: number,
): Generator<RequestTick> {
  let from = Number.NaN;
  let gathered: ModelRequest[] = [];
  for (const request of requests) {
    const start = Math.floor(request.time / length) * length;
    if (start !== from && gathered.length > 0) {
      yield { from, to: from + length, requests: gathered };
      gathered = [];
    }
    from = start;
    gathered.push(request);
  }
  if (gathered.length > 0) yield { from, to: from + length, requests: gathered };
}
