import type { Guardrail, ModelPolicy } from '@lastgood/triggers';

import { hasEvidence } from '../../replay/judge.ts';
import { replayRecording } from '../../replay/replay.ts';
import { recordedVersions } from '../../traffic/open-source.ts';
import type { SourceOptions } from '../../traffic/source-name.ts';

/** A healthy canary is taken for a faulty one no more often than this. */
const risk = 0.001;

/**
 * Whether a recording shows that its canary was worse than the policy tolerates: the evidence of all its guardrails reaches
 * ln(1/risk). Nothing that can be tuned has a part in it, or a search would choose what it is judged by.
 */
export async function showsWorse(
  file: string,
  policy: ModelPolicy,
  options: SourceOptions,
): Promise<boolean> {
  const guardrails = policy.guardrails.filter(hasEvidence).map(withoutLiteralRules);
  if (guardrails.length === 0) return false;
  const { decision, guardrail } = await replayRecording({
    file,
    policy: {
      ...policy,
      guardrails,
      risk: { ...policy.risk, falseRollback: risk },
      hysteresis: { ...policy.hysteresis, minBadTicks: 1, attempts: 1 },
      silence: { ...policy.silence, then: 'hold' },
    },
    versions: recordedVersions(policy, options),
    canaryShare: 0.5,
    seed: 0,
    skipBadLines: false,
  });
  return decision === 'rollback' && guardrail !== null;
}

/** Those that trip by the literal rule have no stated risk. */
function withoutLiteralRules(guardrail: Guardrail): Guardrail {
  if (guardrail.type === 'categories') return guardrail;
  if (guardrail.type === 'histogram') {
    const limits = guardrail.limits?.filter(({ sustained }) => !sustained);
    return { ...guardrail, ...(limits && { limits }) };
  }
  if (!guardrail.limit?.sustained) return guardrail;
  const { limit: _, ...rest } = guardrail;
  return rest;
}
