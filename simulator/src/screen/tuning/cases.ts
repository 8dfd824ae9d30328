import { basename } from 'node:path';

import type { ModelPolicy } from '@lastgood/triggers';

import type { Case } from '../../rollouts/evaluation.ts';
import { shippedRecording } from '../../scenarios/library.ts';
import { isFaulty, type ListedScenario } from '../../scenarios/list.ts';
import type { Scenario, ShadowScenario } from '../../scenarios/scenario.ts';
import type { SourceName, SourceOptions } from '../../traffic/source-name.ts';
import { observes } from '../../tuning/cases/scenario-cases.ts';

/** What a policy can be tried on: healthy canaries and faulty ones, the most fitting first. */
export interface Cases {
  readonly healthy: readonly Case[];
  readonly faulty: readonly Case[];
}

/** How much worse than tolerated injected faults are, in harms of the guardrail. */
const times = [2, 1];

/**
 * What goes with some traffic. A recording: its twin, whose versions are equally good, and the twin with a fault of each
 * guardrail. A scenario: itself, and on the other side those that the policy can judge, first those that were made for
 * the same policy, the plainest first. A scenario that was recorded is a recording whose canary was faulty.
 */
export function casesFor(
  source: SourceName,
  options: SourceOptions,
  policy: ModelPolicy,
  scenarios: readonly ListedScenario[],
): Cases {
  if (source.kind !== 'scenario') return recordedCases(source.file, options, policy);
  const listed = scenarios.find(({ name }) => name === source.scenario);
  if (listed && 'shadow' in listed.scenario) return shadowCases(listed.scenario, options, policy);
  const others = scenarios
    .filter(({ name, scenario }) => name !== listed?.name && isJudged(scenario, policy))
    .toSorted((left, right) => strangeness(left, listed) - strangeness(right, listed));
  const all = [...(listed ? [listed] : []), ...others];
  const named = (faulty: boolean): Case[] =>
    all
      .filter(({ scenario }) => isFaulty(scenario) === faulty)
      .map(({ name }) => scenarioCase(name));
  // Of a file nobody knows on which side it is; people tune on what goes wrong.
  const own = listed ? [] : [{ ...scenarioCase(source.scenario), name: basename(source.scenario) }];
  return { healthy: named(false), faulty: [...own, ...named(true)] };
}

function isJudged(scenario: Scenario, policy: ModelPolicy): boolean {
  return 'metrics' in scenario && observes(policy, scenario);
}

function strangeness({ scenario }: ListedScenario, listed: ListedScenario | undefined): number {
  const changes = 'changes' in scenario ? scenario.changes.length : 0;
  return scenario.policy === listed?.scenario.policy ? changes : 1000 + changes;
}

function scenarioCase(name: string): Case {
  return { name, source: { kind: 'scenario', scenario: name }, options: {} };
}

function shadowCases(scenario: ShadowScenario, options: SourceOptions, policy: ModelPolicy): Cases {
  const file = shippedRecording(scenario.shadow);
  const { healthy, faulty } = recordedCases(file, options, policy);
  if (!isFaulty(scenario)) return { healthy, faulty };
  const source = { kind: 'recording', file, faulty: true } as const;
  return {
    healthy,
    faulty: [...faulty, { name: `canary of ${basename(file)}`, source, options }],
  };
}

function recordedCases(file: string, options: SourceOptions, policy: ModelPolicy): Cases {
  const named = basename(file);
  return {
    healthy: [{ name: `twin of ${named}`, source: { kind: 'twin', file }, options }],
    faulty: times.flatMap((many) =>
      policy.guardrails.map(({ name }) => ({
        name: `${name} ${many}x worse, ${named}`,
        source: { kind: 'fault', file, guardrail: name, times: many } as const,
        options,
      })),
    ),
  };
}
