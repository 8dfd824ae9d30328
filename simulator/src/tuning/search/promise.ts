import { coverageOf, type Guardrail, type ModelPolicy } from '@lastgood/triggers';

/**
 * The proven bound on the chance that a healthy version is ever rolled back; undefined where the policy has rules without
 * a stated risk, which come on top of it.
 */
export function promisedRisk(policy: ModelPolicy): number | undefined {
  const { stated, unstated } = coverageOf(policy);
  const promised = stated.length > 0 && unstated.length === 0;
  return promised && policy.guardrails.every(isStated) ? policy.risk.falseRollback : undefined;
}

/** A literal rule has no stated risk, and a mean without a range only approaches it. */
function isStated(guardrail: Guardrail): boolean {
  if (guardrail.type === 'categories') return true;
  if (guardrail.type === 'histogram') {
    return (guardrail.limits ?? []).every(({ sustained }) => sustained === undefined);
  }
  const asymptotic = guardrail.type === 'mean' && guardrail.asymptotic === true;
  return !asymptotic && guardrail.limit?.sustained === undefined;
}
