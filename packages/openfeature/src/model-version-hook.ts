import type {
  EvaluationDetails,
  FlagValue,
  Hook,
  HookContext,
  HookHints,
} from '@openfeature/server-sdk';
import { decide, type ComparedVariants } from './decision.ts';
import { OutcomeRecorder, type OutcomeSink, type RefusedOutcome } from './outcomes.ts';
import { keepForRequest } from './request.ts';
import { questionHint, SelectionQuestion } from './selection.ts';
import { Tally } from './tally.ts';

export interface ModelVersionHookOptions {
  /**
   * The model flags, each with the variants that are compared, or `by-name`: every variant that is named like its
   * value (or whose value is no string). Other flags are ignored. Default: every flag is a model flag, by name.
   */
  readonly flags?: Readonly<Record<string, ComparedVariants>>;
  /** Is called with whatever `record` is given. */
  readonly onOutcome?: OutcomeSink;
}

/** How often a version was selected for a reason, since the hook was made. */
export interface SelectionCount {
  readonly flag: string;
  readonly version: string;
  readonly reason: string;
  readonly randomised: boolean;
  readonly count: number;
}

/**
 * Observes which version each evaluation of a model flag selects. It reads what the evaluation came to in the end,
 * in the `finally` stage, so it may stand anywhere among other hooks, and neither changes nor fails an evaluation.
 * Add one to the OpenFeature API or to a client, not to both.
 */
export class ModelVersionHook implements Hook {
  readonly #compared: ReadonlyMap<string, ComparedVariants> | undefined;
  readonly #outcomes: OutcomeRecorder;
  readonly #selections = new Tally<Omit<SelectionCount, 'count'>>(
    (a, b) =>
      a.version === b.version &&
      a.reason === b.reason &&
      a.randomised === b.randomised &&
      a.flag === b.flag,
  );

  constructor({ flags, onOutcome }: ModelVersionHookOptions = {}) {
    this.#compared = flags && new Map(Object.entries(flags));
    this.#outcomes = new OutcomeRecorder(onOutcome);
  }

  finally(
    { flagKey, logger }: Readonly<HookContext>,
    details: EvaluationDetails<FlagValue>,
    hints?: HookHints,
  ): void {
    const compared = this.#compared ? this.#compared.get(flagKey) : 'by-name';
    if (!compared) return;
    const hint = hints?.[questionHint];
    const question = hint instanceof SelectionQuestion ? hint : undefined;

    const decision = decide(details, compared, question?.defaultVersion);
    const { flag, version, reason, randomised } = decision;
    this.#selections.add({ flag, version, reason, randomised });

    const selection = { ...decision, record: this.#outcomes.recordFor(decision, logger) };
    keepForRequest(selection);
    if (question) question.answer = selection;
  }

  /** How often each version was selected so far, by reason. */
  selections(): SelectionCount[] {
    return this.#selections.rows();
  }

  /** How many outcomes were refused so far, by metric. */
  refused(): (RefusedOutcome & { readonly count: number })[] {
    return this.#outcomes.refused();
  }
}
