import {
  badCount,
  sampleOf,
  type BadCount,
  LastgoodError,
  type ModelPolicy,
  type Pair,
  type ProportionGuardrail,
  type Tick,
} from '@lastgood/triggers';

import type { RunPoint } from './view.ts';

/**
 * The guardrail on show: the policy's first proportion.
 *
 * @throws LastgoodError `guardrail-not-shown` if it has none
 */
export function shownGuardrail({ model, guardrails }: ModelPolicy): ProportionGuardrail {
  const first = guardrails.find((guardrail) => guardrail.type === 'proportion');
  if (first) return first;
  const others = guardrails.map(({ name, type }) => `${name} (${type})`).join(', ');
  throw new LastgoodError(
    'guardrail-not-shown',
    `a run shows a proportion, and the policy of ${model} has none: it has ${others}`,
  );
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
  const count = (version: string): BadCount => {
    const sample = sampleOf(tick, version, name);
    const isCounted = sample && 'hits' in sample && 'count' in sample;
    return badCount(isCounted ? sample : { count: 0, hits: 0 }, worse);
  };
  return {
    tick: number,
    time: tick.to,
    outcomes: { canary: count(versions.canary), baseline: count(versions.baseline) },
    ...(Number.isFinite(evidence) && { evidence }),
  };
}
