import { parsePolicy, policyOf, type Guardrail, type ModelPolicy } from '@lastgood/triggers';

/** @param settings of the model beyond its flag, as YAML in one line, such as `tick: 1m, guardrails: { ... }` */
export function policyWith(settings: string): ModelPolicy {
  const text = `models: { recommender: { flag: recommender-model, ${settings} } }`;
  return policyOf(parsePolicy(text, 'policy.yaml'));
}

/** The guardrail `metric`, as YAML in one line. */
export function guardrailWith(settings: string): Guardrail {
  const [guardrail] = policyWith(`guardrails: { metric: { ${settings} } }`).guardrails;
  if (!guardrail) throw new Error('a policy has a guardrail');
  return guardrail;
}
