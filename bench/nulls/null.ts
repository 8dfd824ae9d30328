import type { Judge } from '../judges/judge.ts';
import { mixtureTests } from '../judges/mixture-test.ts';
import { errorsGuardrail } from '../judges/policy.ts';
import { peer, sequentialTests, textbookRules, threshold } from '../judges/rules.ts';
import type { Stream } from '../streams/stream.ts';

/** A canary that is within tolerance: each rollback is a false one. */
export interface Null {
  readonly name: string;
  readonly stream: Stream;
  readonly intervals: number;
  /** The policy's, as people write them; absent: errors at tolerance zero. */
  readonly guardrails?: Readonly<Record<string, object>>;
  /** Other keys of the policy. */
  readonly model?: object;
  /** Judges beside the engine, at a risk of .05 where they have one. */
  readonly rules?: readonly Judge[];
  /** The stated risk is not promised here: what happens is only printed. */
  readonly unpromised?: true;
}

/** The classic rules and those of peers on errors, of which there are usually so many. */
export function errorRules(usual: number): Judge[] {
  const guardrail = errorsGuardrail();
  return [
    ...textbookRules(),
    threshold(2 * usual),
    peer('argo', guardrail),
    peer('flagger', guardrail),
    ...sequentialTests(0.05),
    ...mixtureTests(usual, 0.05),
  ];
}
