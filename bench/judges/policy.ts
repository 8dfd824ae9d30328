import { type Guardrail, parsePolicy, type ModelPolicy } from '@lastgood/triggers';

/** What a policy has beyond the defaults, as people write it. */
export interface PolicyOptions {
  readonly guardrails: Readonly<Record<string, object>>;
  readonly risk?: number;
  readonly hysteresis?: object;
  readonly rollout?: object;
  /** Other keys of the model, such as `tick`. */
  readonly model?: object;
}

/** No cap and one attempt: the figures are those of the evidence by itself, and nothing of the risk is kept back. */
const plain = { minBadTicks: 1, attempts: 1 };

/** Judges proportions of `errors` at tolerance zero. */
export const errorsOnly = { errors: { type: 'proportion', worse: 'higher' } };

/** The policy, every default filled in. The canary stays at 5 %, so that no promotion ends the comparison. */
export function policy({
  guardrails,
  risk = 0.01,
  hysteresis = plain,
  rollout = { steps: ['5%'] },
  model = {},
}: PolicyOptions): ModelPolicy {
  const measured = {
    flag: 'measured',
    ...model,
    guardrails,
    hysteresis,
    rollout,
    risk: { falseRollback: risk },
  };
  // JSON is YAML.
  const [read] = parsePolicy(JSON.stringify({ models: { measured } }), 'benchmark');
  if (!read) throw new Error('the policy has no model');
  return read;
}

/** The guardrail that a policy has for errors at tolerance zero. */
export function errorsGuardrail(): Guardrail {
  const [guardrail] = policy({ guardrails: errorsOnly }).guardrails;
  if (!guardrail) throw new Error('the policy has no guardrail');
  return guardrail;
}
