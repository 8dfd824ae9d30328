import { delayIntervals, verdictOf, type SearchResult, type Tried } from '@lastgood/simulator';

/** A policy that was tried, as plain data. A delay that never ended is null. */
export function triedInJson(tried: Tried, command: string): object {
  const { changes, promised = null, runs, seed, evaluation } = tried;
  const { figures, cases, done, total } = evaluation;
  return {
    changes,
    promised,
    runs,
    seed,
    done,
    total,
    figures,
    delayIntervals: delayIntervals(evaluation) ?? null,
    cases: cases.map(({ name, figures: ofCase }) => ({ name, figures: ofCase })),
    command,
  };
}

/** What `tune --json` prints of a search. */
export function searchInJson(
  { measured, lookedAt, chosen, prediction, nearest, unconfirmed, refusals, stopped }: SearchResult,
  limit: number,
  command: (of: Tried) => string,
): object {
  return {
    limit,
    stopped,
    measured: measured.map((tried) => ({
      ...triedInJson(tried, command(tried)),
      verdict: verdictOf(tried, limit),
    })),
    lookedAt,
    chosen: chosen ? { changes: chosen.changes, policy: chosen.tuned.text } : null,
    prediction: prediction ? triedInJson(prediction, command(prediction)) : null,
    nearest: nearest
      ? { ...triedInJson(nearest.tried, command(nearest.tried)), above: nearest.above }
      : null,
    unconfirmed: unconfirmed.map((tried) => triedInJson(tried, command(tried))),
    refusals,
  };
}
