import { basename } from 'node:path';

import type { ModelPolicy } from '@lastgood/triggers';

import type { Case } from '../../rollouts/evaluation.ts';
import { isFaulty, recordingOf, type ListedScenario } from '../../scenarios/list.ts';
import type { SourceName, SourceOptions } from '../../traffic/source-name.ts';

/** What a policy can be tried on: healthy canaries and faulty ones, the most fitting first. */
export interface Cases {
  readonly healthy: readonly Case[];
  readonly faulty: readonly Case[];
}

/** How much worse than tolerated an injected fault is, in harms of the guardrail. */
const times = 2;

/**
 * What goes with some traffic. A recording: its twin, whose versions are equally good, and the twin with a fault of each
 * guardrail. A scenario: itself, and those on the other side, first those that were made for the same policy.
 */
export function casesFor(
  source: SourceName,
  options: SourceOptions,
  policy: ModelPolicy,
  scenarios: readonly ListedScenario[],
): Cases {
  if (source.kind !== 'scenario') return recordedCases(source.file, options, policy);
  const listed = scenarios.find(({ name }) => name === source.scenario);
  const recording = listed && recordingOf(listed.scenario);
  if (recording !== undefined) return recordedCases(recording, options, policy);
  const others = scenarios
    .filter(({ name, scenario }) => name !== listed?.name && recordingOf(scenario) === undefined)
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

/** Scenarios for the same policy come first, and of those the plainest. */
function strangeness({ scenario }: ListedScenario, listed: ListedScenario | undefined): number {
  const changes = 'shadow' in scenario ? 0 : scenario.changes.length;
  return scenario.policy === listed?.scenario.policy ? changes : 1000 + changes;
}

function scenarioCase(name: string): Case {
  return { name, source: { kind: 'scenario', scenario: name }, options: {} };
}

function recordedCases(file: string, options: SourceOptions, policy: ModelPolicy): Cases {
  const named = basename(file);
  return {
    healthy: [{ name: `twin of ${named}`, source: { kind: 'twin', file }, options }],
    faulty: policy.guardrails.map(({ name }) => ({
      name: `${name} ${times}x worse, ${named}`,
      source: { kind: 'fault', file, guardrail: name, times },
      options,
    })),
  };
}
