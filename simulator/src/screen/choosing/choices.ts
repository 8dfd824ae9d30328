import { durationInWords } from '../../charts/duration.ts';
import { matchMetrics } from '../../traffic/scenario/matching.ts';
import type { ListedScenario } from '../../scenarios/list.ts';
import type { Expectation } from '../../scenarios/scenario.ts';
import type { SessionState } from '../session/session.ts';

/** Something to choose. */
export type Choice =
  | { readonly kind: 'scenario'; readonly listed: ListedScenario }
  | { readonly kind: 'policy'; readonly file: string }
  /** The file that is in use, or one whose name is asked for. */
  | { readonly kind: 'recording'; readonly file?: string };

export function nameOfChoice(choice: Choice): string {
  switch (choice.kind) {
    case 'scenario':
      return choice.listed.name;
    case 'policy':
      return choice.file;
    case 'recording':
      return choice.file ?? 'a recording from a file';
  }
}

/** Whether it is what the session has now. */
export function isUsed(choice: Choice, { setup, began }: SessionState): boolean {
  const { source } = setup;
  switch (choice.kind) {
    case 'scenario':
      return source.kind === 'scenario' && source.scenario === choice.listed.name;
    case 'policy':
      return began.file === choice.file;
    case 'recording':
      return source.kind !== 'scenario' && source.file === choice.file;
  }
}

const decisions: Readonly<Record<Expectation['decision'], string>> = {
  rollback: 'rolls back',
  promote: 'promotes',
  hold: 'holds',
  none: 'never rolls back',
};

/** What a good policy does. */
export function expectationInWords({ decision, within }: Expectation): string {
  const what = decisions[decision];
  return within === undefined ? what : `${what} within ${durationInWords(within)}`;
}

/** What is to be known before it is chosen, in sentences. */
export function aboutChoice(choice: Choice, state: SessionState, keepsPolicy: boolean): string[] {
  const { policy } = state.setup;
  switch (choice.kind) {
    case 'scenario': {
      const { scenario } = choice.listed;
      const { title, expect } = scenario;
      const own = scenario.policy === policyName(policy.file);
      const matching =
        'shadow' in scenario || !(keepsPolicy || own)
          ? []
          : matchMetrics(scenario, policy.policy).sentences;
      return [
        `${title}. A good policy ${expectationInWords(expect)}.`,
        keepsPolicy
          ? `Enter tries your policy on it, ${policy.file}.`
          : `Enter tries it with the policy that comes with it, ${scenario.policy}.`,
        ...matching.map((sentence) => `${sentence}.`),
      ];
    }
    case 'policy':
      return [`Enter tries this policy, on ${sourceInWords(state)}.`];
    case 'recording':
      return [
        `JSON lines, .jsonl or .jsonl.gz: ticks, single outcomes, or a shadow log. Enter asks for ${choice.file === undefined ? 'the' : 'another'} file.`,
        `It is tried with ${policy.file}.`,
      ];
  }
}

function policyName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** The traffic of the session. */
export function sourceInWords({ setup: { source } }: SessionState): string {
  return source.kind === 'scenario' ? source.scenario : source.file;
}
