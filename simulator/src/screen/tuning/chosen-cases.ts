import type { Case } from '../../rollouts/evaluation.ts';
import type { ListedScenario } from '../../scenarios/list.ts';
import type { Session, Setup } from '../session/session.ts';
import { casesFor, type Cases } from './cases.ts';

/** Which healthy case and which faulty one policies are tried on. */
export class ChosenCases {
  readonly #session: Session;
  readonly #scenarios: readonly ListedScenario[];
  /** They are asked for often, and only another setup has others. */
  #known: { readonly setup: Setup; readonly cases: Cases } | undefined;
  #chosen: Partial<Record<keyof Cases, string>> = {};

  constructor(session: Session, scenarios: readonly ListedScenario[]) {
    this.#session = session;
    this.#scenarios = scenarios;
  }

  get #cases(): Cases {
    const { setup } = this.#session.get();
    if (this.#known?.setup !== setup) {
      const { source, options, policy } = setup;
      this.#known = { setup, cases: casesFor(source, options, policy.policy, this.#scenarios) };
    }
    return this.#known.cases;
  }

  /** The case of a kind that is tried now. */
  of(kind: keyof Cases): Case | undefined {
    const cases = this.#cases[kind];
    return cases.find(({ name }) => name === this.#chosen[kind]) ?? cases[0];
  }

  /** The names of those that are tried now. */
  get names(): Record<keyof Cases, string[]> {
    const of = (kind: keyof Cases): string[] => [this.of(kind)?.name ?? []].flat();
    return { healthy: of('healthy'), faulty: of('faulty') };
  }

  /** Whether there is another case of a kind to take. */
  hasOther(kind: keyof Cases): boolean {
    return this.#cases[kind].length > 1;
  }

  /** Both, in the order of the command line, which the seeds go by. */
  get both(): Case[] {
    const kinds = ['healthy', 'faulty'] as const;
    return kinds
      .flatMap((kind) => this.of(kind) ?? [])
      .toSorted((left, right) => order(left) - order(right));
  }

  /** Takes the next case of a kind. */
  turn(kind: keyof Cases): void {
    const cases = this.#cases[kind];
    const place = cases.findIndex(({ name }) => name === this.of(kind)?.name);
    this.#chosen = { ...this.#chosen, [kind]: cases[(place + 1) % cases.length]?.name };
  }
}

function order({ source }: Case): number {
  return source.kind === 'scenario' ? 0 : 1;
}
