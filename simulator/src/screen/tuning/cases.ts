import { basename } from 'node:path';

import type { ModelPolicy } from '@lastgood/triggers';

import type { Case } from '../../rollouts/evaluation.ts';
import type { ListedScenario } from '../../scenarios/list.ts';
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
  const listed =
    source.kind === 'scenario' ? scenarios.find(({ name }) => name === source.scenario) : undefined;
  const file = source.kind === 'scenario' ? listed?.recording : source.file;
  if (file !== undefined) return recordedCases(file, options, policy);
  const drawn = scenarios.filter(({ recording }) => recording === undefined);
  const fitting = [
    ...drawn.filter(({ name }) => name === listed?.name),
    ...drawn.filter(({ policy: own, name }) => own === listed?.policy && name !== listed?.name),
    ...drawn.filter(({ policy: own }) => own !== listed?.policy),
  ];
  const own: Case[] =
    source.kind === 'scenario' && !listed
      ? [{ name: basename(source.scenario), source, options }]
      : [];
  const named = (which: (scenario: ListedScenario) => boolean): Case[] =>
    fitting.filter(which).map(({ name }) => scenarioCase(name));
  return {
    healthy: named(({ faulty }) => !faulty),
    faulty: [...own, ...named(({ faulty }) => faulty)],
  };
}

function scenarioCase(name: string): Case {
  return { name, source: { kind: 'scenario', scenario: name }, options: {} };
}

function recordedCases(file: string, options: SourceOptions, policy: ModelPolicy): Cases {
  const named = basename(file);
  return {
    healthy: [{ name: `twin of ${named}`, source: { kind: 'twin', file }, options }],
    faulty: policy.guardrails.map(({ name }) => ({
      name: `twin with bad ${name}`,
      source: { kind: 'fault', file, guardrail: name, times },
      options,
    })),
  };
}
