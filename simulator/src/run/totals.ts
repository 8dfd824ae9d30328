import { badCount, type Guardrail, type Pair } from '@lastgood/triggers';

import type { ModelRequest } from '../traffic/request.ts';

/** Counts what the versions served, and what the canary did worse than the baseline would have on the same requests. */
export class Totals {
  readonly #versions: Pair<string>;
  readonly #guardrails: readonly Guardrail[];
  readonly #excess: number[];
  #canary = 0;
  #baseline = 0;

  constructor(versions: Pair<string>, guardrails: readonly Guardrail[]) {
    this.#versions = versions;
    this.#guardrails = guardrails;
    this.#excess = guardrails.map(() => 0);
  }

  get requests(): Pair<number> {
    return { canary: this.#canary, baseline: this.#baseline };
  }

  /** Bad outcomes of the canary minus those that the baseline would have had, by the guardrail for which they are the most. */
  get excessBad(): number {
    return Math.max(...this.#excess);
  }

  count(request: ModelRequest, version: string): void {
    if (version === this.#versions.baseline) this.#baseline += 1;
    if (version !== this.#versions.canary) return;
    this.#canary += 1;
    for (const [place, guardrail] of this.#guardrails.entries()) {
      const excess =
        isBad(request, version, guardrail) - isBad(request, this.#versions.baseline, guardrail);
      this.#excess[place] = (this.#excess[place] ?? 0) + excess;
    }
  }
}

/** Only outcomes of a proportion are bad or not. */
function isBad(request: ModelRequest, version: string, guardrail: Guardrail): number {
  if (guardrail.type !== 'proportion') return 0;
  const outcome = request.outcomes[version]?.[guardrail.name];
  const hits = Number(outcome);
  return outcome === undefined ? 0 : badCount({ count: 1, hits }, guardrail.worse).bad;
}
