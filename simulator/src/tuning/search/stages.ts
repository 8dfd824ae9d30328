import { LastgoodError } from '@lastgood/triggers';

import type { TunedPolicy } from '../policy-text.ts';
import { descend } from './descend.ts';
import { Measurer } from './measurer.ts';
import { nearestOf } from './nearest.ts';
import { promisedRisk } from './promise.ts';
import { gentler, quicker, withRiskOf } from './risk.ts';
import type { SearchRequest, SearchResult } from './search.ts';
import { finalistsOf, simplestFirst } from './simplest.ts';
import { harmOf, type Tried } from './tried.ts';
import { rolloutsToShow, shownAbove, verdictOf } from './verdict.ts';

/** More runs than that are not needed to see where to go, and fewer tell nothing. */
const [fewest, most] = [8, 50];
/** So many are usually looked at; only the time left hangs on it. */
const usuallyLookedAt = 25;
/** So many are usually measured with all the runs. */
const usuallyMeasured = 6;

/** A search, from stage to stage. */
export class Stages {
  readonly #request: SearchRequest;
  readonly #measurer: Measurer;
  readonly #few: number;
  readonly #measured: Tried[] = [];
  readonly #unconfirmed: Tried[] = [];
  readonly #refusals = new Set<string>();
  readonly #lookedAt = new Set<string>();
  #choice: Pick<SearchResult, 'chosen' | 'prediction' | 'nearest'> = {};
  /** Of those that were tried on few rollouts. */
  #leading: Tried | undefined;

  constructor(request: SearchRequest) {
    this.#request = request;
    this.#measurer = new Measurer(request);
    const { runs } = request;
    this.#few = Math.min(runs, most, Math.max(fewest, Math.round(runs / 8)));
  }

  result(): Omit<SearchResult, 'stopped'> {
    return {
      measured: this.#measured,
      lookedAt: this.#lookedAt.size,
      ...this.#choice,
      unconfirmed: this.#unconfirmed,
      refusals: [...this.#refusals],
    };
  }

  known(): readonly Tried[] {
    const { part } = this.#measurer;
    return this.#measured.length === 0 && part ? [part] : this.#measured;
  }

  /** The one to choose if nothing more is to come. */
  get leading(): Tried | undefined {
    const { limit } = this.#request;
    const [given, ...others] = this.#measured;
    const within = (tried: Tried): boolean => verdictOf(tried, limit).within;
    const [best] = simplestFirst(
      given
        ? [given, ...others].filter((tried) => within(tried) && promotesAsOften(tried, given))
        : [],
    );
    return best && best !== given ? best : this.#leading;
  }

  async toItsEnd(): Promise<void> {
    const { start, runs } = this.#request;
    this.#measurer.enter('given', runs * (usuallyMeasured + 2) + this.#few * usuallyLookedAt);
    const given = await this.#measure(start);
    const { healthy, faulty } = given.evaluation.figures;
    if (healthy === 0 || faulty === 0) throw oneSided(healthy === 0 ? 'healthy' : 'faulty');
    this.#measurer.enter('searching', runs * (usuallyMeasured + 1) + this.#few * usuallyLookedAt);
    const found = await this.#found(given);
    this.#measurer.enter('measuring', runs * usuallyMeasured);
    const [best, ...simpler] = finalistsOf(found).map(({ tuned }) => tuned);
    if (best) await this.#measureFinalists(best, simpler);
    else await this.#measureGentlest();
    this.#measurer.enter('predicting', runs);
    await this.#choose(given);
  }

  async #found(given: Tried): Promise<Tried[]> {
    const { start, fixed = [], limit, seed } = this.#request;
    const canShow = given.evaluation.figures.healthy >= rolloutsToShow(limit);
    const fewGiven = await this.#measurer.measure(start, this.#few, seed);
    return descend({
      start,
      fixed,
      possible: ({ policy }) => canShow || (promisedRisk(policy) ?? 1) <= limit,
      acceptable: (tried) => {
        const so = shownAbove(tried, limit) === undefined && promotesAsOften(tried, fewGiven);
        const before = this.#leading;
        // Few rollouts show little: what leads was at least rolled back no more often than the limit or the given one.
        const within = rateOf(tried) <= Math.max(limit, rateOf(fewGiven));
        if (so && within && (!before || harmOf(tried) < harmOf(before))) this.#leading = tried;
        return so;
      },
      look: async (tuned) => {
        this.#lookedAt.add(tuned.text);
        return this.#measurer.measure(tuned, this.#few, seed);
      },
      refused: (reason) => this.#refusals.add(reason),
    });
  }

  /**
   * The best and the simpler ones; what a smaller and a greater limit would come to; and if the best is not within the limit,
   * ever less risk until it is, and the simpler ones with that.
   */
  async #measureFinalists(best: TunedPolicy, simpler: readonly TunedPolicy[]): Promise<void> {
    const { fixed = [], limit } = this.#request;
    const { within } = verdictOf(await this.#measure(best), limit);
    for (const tuned of simpler) await this.#measure(tuned);
    const more = quicker(best, fixed);
    if (more) await this.#measure(more);
    for (let less = gentler(best, fixed); less; less = gentler(less, fixed)) {
      if (!verdictOf(await this.#measure(less), limit).within) continue;
      for (const tuned of within ? [] : simpler) await this.#measure(withRiskOf(tuned, less));
      return;
    }
  }

  /** Where nothing can be chosen, what the least risk comes to: nothing else may come nearer. */
  async #measureGentlest(): Promise<void> {
    const { start, fixed = [] } = this.#request;
    let gentlest = start;
    for (let less = gentler(start, fixed); less; less = gentler(less, fixed)) gentlest = less;
    await this.#measure(gentlest);
  }

  async #choose(given: Tried): Promise<void> {
    const { limit, runs, seed } = this.#request;
    const promoting = this.#measured.filter((tried) => promotesAsOften(tried, given));
    const candidates = promoting.filter((tried) => verdictOf(tried, limit).within);
    for (const chosen of simplestFirst(candidates)) {
      const prediction = await this.#measurer.measure(chosen.tuned, runs, seed + runs);
      if (verdictOf(prediction, limit).within) {
        this.#choice = { chosen, prediction };
        return;
      }
      this.#unconfirmed.push(prediction);
    }
    const missing = promoting.filter((tried) => !candidates.includes(tried));
    const nearest = nearestOf([...missing, ...this.#unconfirmed], limit);
    if (nearest) this.#choice = { nearest };
  }

  async #measure(tuned: TunedPolicy): Promise<Tried> {
    const { runs, seed } = this.#request;
    const tried = await this.#measurer.measure(tuned, runs, seed);
    if (!this.#measured.includes(tried)) this.#measured.push(tried);
    return tried;
  }
}

/** A policy that lets no good version out does no harm either: no fewer may be promoted than with the given one. */
function promotesAsOften(tried: Tried, given: Tried): boolean {
  const [promoted, before] = [tried, given].map(({ evaluation }) => evaluation.figures.promoted);
  return (promoted?.value ?? 0) >= (before?.low ?? 0);
}

/** The share of the healthy versions that were rolled back. */
function rateOf({ evaluation }: Tried): number {
  return evaluation.figures.falseRollbacks?.value ?? 0;
}

function oneSided(missing: 'healthy' | 'faulty'): LastgoodError {
  return new LastgoodError(
    'cases-one-sided',
    `the traffic has no ${missing} version: a search needs one that ${
      missing === 'healthy' ? 'must not be rolled back' : 'must be'
    }`,
  );
}
