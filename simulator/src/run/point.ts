import {
  badCount,
  sampleOf,
  type BadCount,
  type Guardrail,
  type ModelPolicy,
  type Pair,
  type Tick,
} from '@lastgood/triggers';

import type { RunPoint } from './view.ts';

/** The guardrail on show: the policy's first. */
export function shownGuardrail({ guardrails }: ModelPolicy): Guardrail {
  const [first] = guardrails;
  if (!first) throw new Error('a policy without guardrails');
  return first;
}

/** A tick as a chart shows it. */
export function pointOf(
  policy: ModelPolicy,
  versions: Pair<string>,
  number: number,
  tick: Tick,
  evidence: number = -Infinity,
): RunPoint {
  const { name, worse } = shownGuardrail(policy);
  const count = (version: string): BadCount =>
    badCount(sampleOf(tick, version, name) ?? { count: 0, hits: 0 }, worse);
  return {
    tick: number,
    time: tick.to,
    outcomes: { canary: count(versions.canary), baseline: count(versions.baseline) },
    ...(Number.isFinite(evidence) && { evidence }),
  };
}
