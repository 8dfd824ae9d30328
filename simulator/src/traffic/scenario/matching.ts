import type { Guardrail, ModelPolicy } from '@lastgood/triggers';

import { durationInWords } from '../../charts/duration.ts';
import type { Metric, SyntheticScenario } from '../../scenarios/scenario.ts';

/** A guardrail, and the metric of a scenario that it watches. */
export interface Match {
  readonly guardrail: Guardrail;
  readonly name: string;
  readonly metric: Metric;
}

/** What a policy sees of a scenario, and in sentences what is not as the names say. */
export interface Matching {
  /** In the policy's order; a guardrail that is not observed is not there. */
  readonly matches: readonly Match[];
  readonly sentences: readonly string[];
}

/**
 * Finds a metric for each guardrail: its namesake, or else the first that is left of its type and with its worse side.
 * Outcomes that come later than the policy waits for them are lost, as they would be.
 */
export function matchMetrics(
  { metrics }: Pick<SyntheticScenario, 'metrics'>,
  policy: ModelPolicy,
): Matching {
  const left = new Map(Object.entries(metrics));
  const named = new Map<Guardrail, string>();
  for (const guardrail of policy.guardrails) {
    if (left.get(guardrail.name)?.type !== guardrail.type) continue;
    named.set(guardrail, guardrail.name);
    left.delete(guardrail.name);
  }
  const matches: Match[] = [];
  const sentences: string[] = [];
  for (const guardrail of policy.guardrails) {
    const { name: wanted, type } = guardrail;
    const name = named.get(guardrail) ?? firstLike(guardrail, left);
    const metric = name === undefined ? undefined : metrics[name];
    if (name === undefined || !metric) {
      sentences.push(`${wanted} is not observed: the scenario has no ${type} for it`);
      continue;
    }
    left.delete(name);
    const { lateness = policy.lateness } = guardrail;
    if (lateness < metric.lateness) {
      sentences.push(
        `${wanted} is not observed: it is known after ${durationInWords(metric.lateness)}, and the policy waits ${durationInWords(lateness)}`,
      );
      continue;
    }
    if (name !== wanted) sentences.push(`${wanted} is observed as the scenario's ${name}`);
    matches.push({ guardrail, name, metric });
  }
  for (const name of left.keys()) sentences.push(`the scenario's ${name} has no guardrail`);
  return { matches, sentences };
}

function firstLike(guardrail: Guardrail, left: ReadonlyMap<string, Metric>): string | undefined {
  for (const [name, metric] of left) {
    if (metric.type !== guardrail.type) continue;
    const sides = 'worse' in metric && 'worse' in guardrail;
    if (!sides || metric.worse === guardrail.worse) return name;
  }
  return undefined;
}
