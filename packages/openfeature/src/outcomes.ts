import { inspect } from 'node:util';
import type { Logger } from '@openfeature/server-sdk';
import type { ModelDecision } from './decision.ts';
import { Tally } from './tally.ts';

/** What happened to a request, by metric: `{ errors: 0, latency: 132.5, inputs: 'mobile' }`. True counts as 1, false as 0. */
export type Outcomes = Readonly<Record<string, number | string | boolean>>;

/** The outcomes of one call of `record`, with the decision that they belong to. */
export interface RecordedOutcome extends ModelDecision {
  readonly outcomes: Readonly<Record<string, number | string>>;
}

/** Where outcomes go. What it returns is ignored; if it throws or rejects, that is logged and the outcome is lost. */
export type OutcomeSink = (recorded: RecordedOutcome) => unknown;

/** An outcome that was not passed on. */
export interface RefusedOutcome {
  readonly flag: string;
  readonly metric: string;
  /** `repeated`: this decision had that metric already. `unusable`: neither a finite number nor a string nor a boolean. */
  readonly why: 'repeated' | 'unusable';
}

/** Passes outcomes on to the sink, each metric of a decision once. */
export class OutcomeRecorder {
  readonly #sink: OutcomeSink | undefined;
  readonly #refused = new Tally<RefusedOutcome>(
    (a, b) => a.metric === b.metric && a.why === b.why && a.flag === b.flag,
  );

  constructor(sink: OutcomeSink | undefined) {
    this.#sink = sink;
  }

  /** How many outcomes were refused so far, and why. */
  refused(): (RefusedOutcome & { readonly count: number })[] {
    return this.#refused.rows();
  }

  /** The `record` function of one decision. It never throws. */
  recordFor(decision: ModelDecision, logger: Logger): (outcomes: Outcomes) => void {
    let recorded: Set<string> | undefined;
    return (outcomes) => {
      recorded ??= new Set();
      try {
        this.#record(decision, outcomes, recorded, logger);
      } catch {
        // Only a logger can have thrown, and then there is nobody left to tell.
      }
    };
  }

  #record(
    decision: ModelDecision,
    outcomes: Outcomes,
    recorded: Set<string>,
    logger: Logger,
  ): void {
    const { flag } = decision;
    // Not every caller is type-checked.
    if (typeof outcomes !== 'object' || outcomes === null) {
      this.#refuse({ flag, metric: 'outcomes', why: 'unusable' }, outcomes, logger);
      return;
    }
    const accepted: [metric: string, value: number | string][] = [];
    for (const [metric, value] of Object.entries(outcomes)) {
      if (!isUsable(value)) {
        this.#refuse({ flag, metric, why: 'unusable' }, value, logger);
      } else if (recorded.has(metric)) {
        this.#refuse({ flag, metric, why: 'repeated' }, value, logger);
      } else {
        recorded.add(metric);
        accepted.push([metric, typeof value === 'boolean' ? Number(value) : value]);
      }
    }
    if (accepted.length > 0) {
      this.#passOn({ ...decision, outcomes: Object.fromEntries(accepted) }, logger);
    }
  }

  // Logged the first time only: such a mistake is in the code, so it comes with every request.
  #refuse(refused: RefusedOutcome, value: unknown, logger: Logger): void {
    if (this.#refused.add(refused) > 1) return;
    const { flag, metric, why } = refused;
    logger.warn(`${flag}: ${metric} = ${inspect(value)} is ${why} and was not counted`);
  }

  #passOn(recorded: RecordedOutcome, logger: Logger): void {
    const failed = (error: unknown) =>
      logger.error(`${recorded.flag}: onOutcome failed, the outcome is lost:`, error);
    try {
      const returned = this.#sink?.(recorded);
      if (returned instanceof Promise) returned.catch(failed);
    } catch (error) {
      failed(error);
    }
  }
}

function isUsable(value: unknown): boolean {
  return typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value === 'string' || typeof value === 'boolean';
}
