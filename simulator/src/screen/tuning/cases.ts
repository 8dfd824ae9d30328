import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import type { ModelPolicy } from '@lastgood/triggers';

import type { Case } from '../../rollouts/evaluation.ts';
import { shippedRecording } from '../../scenarios/library.ts';
import { isFaulty, type ListedScenario } from '../../scenarios/list.ts';
import type { ShadowScenario } from '../../scenarios/scenario.ts';
import { recordedVersions } from '../../traffic/open-source.ts';
import type { SourceName, SourceOptions } from '../../traffic/source-name.ts';
import { canaryCase, faultCase, twinCase } from '../../tuning/cases/recorded.ts';
import { judges } from '../../tuning/cases/scenario-cases.ts';
import type { Setup } from '../session/session.ts';

/** What a policy can be tried on: healthy canaries and faulty ones, the most fitting first. */
export interface Cases {
  readonly healthy: readonly Case[];
  readonly faulty: readonly Case[];
}

/** How much worse than tolerated injected faults are, in harms of the guardrail. */
const times = [2, 1];

/**
 * What goes with some traffic. A recording: its twin, whose versions are equally good, the twin with a fault of each
 * guardrail, and its own canary where that is known to be faulty. A scenario: itself, and on the other side those that the
 * policy can judge, first those that were made for the same policy, the plainest first. A scenario that was recorded is a
 * recording whose canary was faulty.
 */
export function casesFor(
  source: SourceName,
  options: SourceOptions,
  policy: ModelPolicy,
  scenarios: readonly ListedScenario[],
): Cases {
  if (source.kind !== 'scenario') {
    const { healthy, faulty } = recordedCases(source.file, options, policy);
    const isKnown = source.kind === 'recording' && source.faulty;
    const own = isKnown ? [canaryCase(source, options)] : [];
    return { healthy, faulty: [...faulty, ...own] };
  }
  const listed = scenarios.find(({ name }) => name === source.scenario);
  if (listed && 'shadow' in listed.scenario) return shadowCases(listed, listed.scenario, policy);
  const others = scenarios
    .filter((other) => other.name !== listed?.name && isJudged(other, policy))
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

/**
 * The traffic of a setup itself, and what a rule can do wrong beside it: a healthy canary and a faulty one. Of a recording's
 * canary that is not known to be faulty nobody can say whether a rollback is wrong: it is left out.
 */
export function casesBeside(
  { source, options, policy }: Setup,
  scenarios: readonly ListedScenario[],
): Case[] {
  const { healthy, faulty } = casesFor(source, options, policy.policy, scenarios);
  const name = basename(source.kind === 'scenario' ? source.scenario : source.file);
  const others = [healthy[0], faulty[0]].flatMap((one) => one ?? []);
  return [
    ...(isUnknown(source) ? [] : [{ name, source, options }]),
    ...others.filter((one) => !isDeepStrictEqual(one.source, source)),
  ];
}

/** Whether nobody knows if the canary is healthy. */
function isUnknown(source: SourceName): boolean {
  return source.kind === 'recording' && !source.faulty;
}

function isJudged({ scenario, own }: ListedScenario, policy: ModelPolicy): boolean {
  return 'metrics' in scenario && judges(policy, scenario, own);
}

/** Of those that are as plain, the one whose fault takes the longest to find says the most. */
function strangeness({ scenario }: ListedScenario, listed: ListedScenario | undefined): number {
  const changes = 'changes' in scenario ? scenario.changes.length : 0;
  const hardness = 1 / (1 + (scenario.expect.within ?? 0));
  return changes + hardness + (scenario.policy === listed?.scenario.policy ? 0 : 1000);
}

function scenarioCase(name: string): Case {
  return { name, source: { kind: 'scenario', scenario: name }, options: {} };
}

/** In its log the versions have the names that the scenario's own policy has for them. */
function shadowCases(
  { name, own }: ListedScenario,
  scenario: ShadowScenario,
  policy: ModelPolicy,
): Cases {
  const file = shippedRecording(scenario.shadow);
  const { healthy, faulty } = recordedCases(file, recordedVersions(own, {}), policy);
  return { healthy, faulty: isFaulty(scenario) ? [...faulty, scenarioCase(name)] : faulty };
}

function recordedCases(file: string, options: SourceOptions, policy: ModelPolicy): Cases {
  return {
    healthy: [twinCase(file, options)],
    faulty: times.flatMap((many) =>
      policy.guardrails.map(({ name }) => faultCase(file, name, many, options)),
    ),
  };
}
